import { HttpAnswer, Sla, Summary, routesOf } from '@anwen/http';
import { Public } from '@anwen/rbac';
import { Controller, Get } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { describeApi } from './openapi-document';
import { renderDocs } from './docs-page';

/** The contract for programs and for people. Both are made once, from the routes that this process serves. */
@Controller('api')
export class DocsController {
  private document: HttpAnswer | undefined;
  private page: HttpAnswer | undefined;

  constructor(private readonly modules: ModulesContainer) {}

  @Get('v1/openapi.json')
  @Public('the contract is no secret; what it describes asks for a login')
  @Sla('read')
  @Summary('This document')
  openapi(): HttpAnswer {
    return (this.document ??= new HttpAnswer(
      200,
      { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' },
      JSON.stringify(describeApi(routesOf(this.modules))),
    ));
  }

  @Get('docs')
  @Public('the contract is no secret; what it describes asks for a login')
  @Sla('read')
  @Summary('The contract as a page')
  docs(): HttpAnswer {
    return (this.page ??= new HttpAnswer(
      200,
      { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' },
      renderDocs(describeApi(routesOf(this.modules))),
    ));
  }
}
