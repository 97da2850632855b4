export { alerts, type AlertFacts } from './alerts';
export { alertDictionary, type AlertCode, type AlertDefinition } from './dictionary';
