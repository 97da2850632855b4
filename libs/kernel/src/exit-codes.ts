/** Exit codes of every process of the product (api.md, command line). */
export const ExitCode = {
  ok: 0,
  unexpected: 1,
  usage: 2,
  precondition: 3,
  wrongKey: 4,
  verificationFailed: 5,
  versionNotSupported: 6,
  noSpace: 7,
  locked: 8,
  unreachable: 69,
  tryAgain: 75,
  configuration: 78,
  interrupted: 130,
} as const;
