export { MailFailed, MailRefused, type MailFailure } from './mail.errors';
export { MailModule } from './mail.module';
export { isHeaderText, isMailAddress } from './mail.rules';
export { mailOf, mailSettings } from './mail-settings';
export { Mailer, type MailAttachment, type MailMessage, type MailOptions, type MailReceipt } from './mailer';
