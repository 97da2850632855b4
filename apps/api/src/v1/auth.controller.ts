import { DrainsDevice, NeedsDevice, WelcomesDevice } from '@anwen/devices';
import { Answer, Returns, Sla, Summary, contextOf } from '@anwen/http';
import { NotIdempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import {
  AuthService,
  BadgeLogin,
  BadgeLoginInput,
  ChangePasswordInput,
  ChangePinInput,
  CurrentActor,
  LoginInput,
  LoginResult,
  Public,
  SignedIn,
  bearerOf,
  clientFactsOf,
  sessionClosed,
  sessionOpened,
  type CredentialRequest,
} from '@anwen/rbac';
import { AllowedInMaintenance } from '@anwen/tenant';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';

@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly badges: BadgeLogin,
  ) {}

  @Post('login')
  @HttpCode(200)
  @Public('this is where one signs in; guesses are counted by account')
  @WelcomesDevice('a session that is opened on a device is bound to it')
  @DrainsDevice('whoever must upload before the update has to sign in for it')
  @AllowedInMaintenance('a read-only system must still be readable')
  @NotIdempotent('a repeated sign-in opens one more session, which is harmless')
  @Sla('write')
  @Returns(LoginResult)
  @Summary('Sign in with user name and password')
  async login(@Body() body: LoginInput, @Req() request: object): Promise<Answer> {
    return sessionOpened(request, await this.auth.login(body, clientFactsOf(request as CredentialRequest)));
  }

  @Post('badge-login')
  @HttpCode(200)
  @Public('badge and PIN are the credential, and only a trusted device gets here; guesses are counted by badge')
  @NeedsDevice('six digits are enough only beside the key of an enrolled device')
  @DrainsDevice('whoever must upload before the update has to sign in for it')
  @AllowedInMaintenance('a read-only system must still be readable')
  @NotIdempotent('a repeated sign-in replaces the own session on the device, which is harmless')
  @Sla('write')
  @Returns(LoginResult)
  @Summary('Sign in on an enrolled device with badge and PIN')
  async badgeLogin(@Body() body: BadgeLoginInput, @Req() request: object): Promise<Answer> {
    const client = clientFactsOf(request as CredentialRequest);
    return sessionOpened(request, await this.badges.login(body, { ...client, deviceId: contextOf(request).deviceId! }));
  }

  @Post('change-pin')
  @HttpCode(204)
  @SignedIn('everybody may change the own PIN')
  @NotIdempotent('the current PIN is part of the request and is wrong the second time')
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Change the own PIN, or set the first one with the password')
  async changePin(@CurrentActor() actor: Actor, @Body() body: ChangePinInput, @Req() request: object): Promise<void> {
    await this.badges.changePin(actor, body, clientFactsOf(request as CredentialRequest));
  }

  @Post('logout')
  @HttpCode(204)
  @SignedIn('everybody may leave')
  @DrainsDevice('everybody may leave, also an app that is too old')
  @AllowedInMaintenance('everybody may leave')
  @NotIdempotent('an ended session cannot be ended again')
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('End the own session')
  async logout(@CurrentActor() actor: Actor, @Req() request: object): Promise<Answer> {
    const { sessionId } = bearerOf(request);
    if (sessionId !== null) await this.auth.logout(actor, sessionId);
    return sessionClosed(request);
  }

  @Post('change-password')
  @HttpCode(200)
  @SignedIn('everybody may change the own password')
  @NotIdempotent('the current password is part of the request and is wrong the second time')
  @Sla('write')
  @Returns(LoginResult)
  @Summary('Change the own password; ends all sessions and opens a new one')
  async changePassword(@CurrentActor() actor: Actor, @Body() body: ChangePasswordInput, @Req() request: object): Promise<Answer> {
    return sessionOpened(request, await this.auth.changePassword(actor, body, clientFactsOf(request as CredentialRequest)));
  }
}
