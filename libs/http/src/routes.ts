import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { MetadataScanner, type ModulesContainer } from '@nestjs/core';

/** One route as its controller declares it. */
export interface RouteDeclaration {
  readonly method: string;
  /** With `:name` parameters, without a trailing slash: `/api/v1/items/:id`. */
  readonly path: string;
  readonly controller: Type;
  readonly handlerName: string;
  /** The method itself, which carries the decorators' metadata. */
  readonly handler: object;
}

/** All routes of an application, for the startup checks, the documentation and the answer 405. */
export class RouteTable {
  private readonly patterns: readonly { method: string; pattern: RegExp }[];

  constructor(readonly routes: readonly RouteDeclaration[]) {
    this.patterns = routes.map(({ method, path }) => ({
      method,
      pattern: new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}/?$`),
    }));
  }

  /** The methods that a concrete path accepts. */
  methodsOf(path: string): string[] {
    const found = new Set(this.patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
    if (found.has('GET')) found.add('HEAD');
    return [...found].sort();
  }
}

/** Reads the routes from the controllers of all modules. */
export function routesOf(modules: ModulesContainer): RouteTable {
  return routesOfControllers([...modules.values()].flatMap((m) => [...m.controllers.values()]).map((c) => c.metatype as Type));
}

/** The same from the classes, without a running application. */
export function routesOfControllers(controllers: readonly Type[]): RouteTable {
  const scanner = new MetadataScanner();
  const routes = [...new Set(controllers)].flatMap((controller) =>
    scanner.getAllMethodNames(controller.prototype as object).flatMap((handlerName) => routesOfHandler(controller, handlerName)),
  );
  return new RouteTable(routes.sort((a, b) => (a.path === b.path ? a.method.localeCompare(b.method) : a.path.localeCompare(b.path))));
}

function routesOfHandler(controller: Type, handlerName: string): RouteDeclaration[] {
  const handler = (controller.prototype as Record<string, object>)[handlerName]!;
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (method === undefined) return [];
  const prefixes = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
  const paths = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
  return prefixes.flatMap((prefix) => paths.map((path) => ({ method: RequestMethod[method], path: join(prefix, path), controller, handlerName, handler })));
}

function join(...parts: string[]): string {
  return `/${parts
    .flatMap((p) => p.split('/'))
    .filter(Boolean)
    .join('/')}`;
}
