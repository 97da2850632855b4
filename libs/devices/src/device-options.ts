export const DEVICE_OPTIONS = Symbol('DeviceOptions');

export interface DeviceOptions {
  /** Where devices reach the api (`https://erp.example.com`); without it no enrolment code is made. */
  readonly server?: string | undefined;
  /** PEM of the factory's own certificate authority, whose fingerprint the QR code carries. */
  readonly caCertificate?: string | undefined;
  /** Only an installation in the factory gives the app away itself. */
  readonly onPrem: boolean;
}
