export { JOB_TIMEOUT_MS, LONG_JOB_TIMEOUT_MS, defineJob, jobCatalogue, type JobDefinition, type Lane } from './job-definition';
