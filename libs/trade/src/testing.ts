export { inbound } from './inbound/testing';
export { outbound } from './outbound/testing';
