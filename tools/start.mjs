#!/usr/bin/env node
// `npm start`: does all the set-up and runs the product until Ctrl-C. `--no-demo` leaves the demonstration factory out.
import { build } from './build.mjs';
import { endChildren, guardChildren } from './children.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { Guard } from './services/guard.mjs';
import { Home, ROOT, Refusal, say } from './services/home.mjs';
import { takeLock } from './services/lock.mjs';
import { tail } from './services/postgres.mjs';
import { rootfsOf, startPrivateServices } from './services/private-services.mjs';
import { parentOf } from './services/processes.mjs';
import { APPS, Apps, logOf } from './start/apps.mjs';
import { addressOf, neededServices, productEnvironment, publishEnvironment } from './start/environment.mjs';
import { passwordFile, prepareDatabase } from './start/set-up.mjs';
import { Supervisor } from './start/supervisor.mjs';

class Product {
  #undo = [];
  supervisor = new Supervisor();
  interrupted = false;

  /** Registers what has to be stopped; the last registered stops first. */
  #later(undo) {
    this.#undo.push(undo);
  }

  async start({ demo }) {
    const home = (this.home = new Home());
    const lock = takeLock(home.path);
    if (!lock.release) throw new Refusal(`it is running already (process ${lock.holder.pid}); stop that one first, or set ANWEN_HOME to another directory`);
    this.#later(lock.release);
    const guard = new Guard();
    guardChildren(guard);
    this.#later(() => guard.close());
    const services = await this.#step(() => this.#services(home, guard));
    const env = await productEnvironment(home, services);
    await this.#step(() => build());
    const password = await this.#step(() => prepareDatabase({ home, env, demo }));
    this.#later(publishEnvironment(home, env));
    await this.#step(() => this.#apps(home, env, guard));
    if (!this.interrupted) announce({ home, env, password });
  }

  /** Stops everything that was started, whatever state it is in. */
  async stop() {
    this.supervisor.expectEnds();
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  }

  /** Nothing new begins after Ctrl-C. */
  async #step(work) {
    if (this.interrupted) return undefined;
    return work();
  }

  async #services(home, guard) {
    const services = await startPrivateServices({ home, rootfs: rootfsOf(home), guard, wanted: neededServices() });
    this.#later(() => services.stop());
    const { postgres, redis } = services;
    if (postgres) this.supervisor.watch('PostgreSQL', postgres.child, () => postgres.start());
    if (redis) this.supervisor.watch('Redis', redis.child, () => redis.start());
    return services;
  }

  async #apps(home, env, guard) {
    const apps = new Apps({ home, env, guard });
    this.#later(() => apps.stop());
    for (const { name } of APPS) this.supervisor.watch(name, apps.start(name), () => apps.start(name));
    let failed = false;
    void this.supervisor.gaveUp.then(() => (failed = true));
    await apps.waitGreen(() => this.interrupted || failed);
  }
}

function announce({ home, env, password }) {
  const address = (app, path = '') => addressOf(env, app).replace('//127.0.0.1:', '//localhost:') + path;
  const lines = [
    'anwen is running; Ctrl-C stops it',
    `  portal           ${address('API')}`,
    `  API and its docs ${address('API', '/api/docs')}`,
    `  health           ${address('API', '/health')}`,
    `  tenant admin     ${address('ADMIN')}`,
    `  data and logs    ${home.path}`,
    password
      ? `  sign in          admin / ${password}   (shown this once; also in ${passwordFile(home)})`
      : `  sign in          admin, first password in ${passwordFile(home)}`,
  ];
  console.log(`\n${lines.join('\n')}\n`);
}

/** Resolves with the exit code when it is time to stop: a signal, npm gone, or the supervisor gave up. */
function whenToStop(product) {
  return new Promise((resolve) => {
    const stop = (code) => {
      product.interrupted = true;
      endChildren();
      resolve(code);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => stop(0)); // a second one ends us; the guardian stops the rest
    void product.supervisor.gaveUp.then(({ name, reason }) => {
      say(`${name} ended (${reason}), so everything stops; the end of its log:\n${tail(logOf(product.home, name))}`);
      stop(1);
    });
    const launchers = npmAboveUs();
    if (process.env.npm_lifecycle_event) setInterval(() => npmAboveUs() !== launchers && stop(0), 1_000).unref(); // npm was killed over us
  });
}

/** npm starts us through a shell: both are named, since the shell outlives a killed npm. */
const npmAboveUs = () => `${process.ppid} ${parentOf(process.ppid)}`;

async function main() {
  const unknown = process.argv.slice(2).filter((arg) => arg !== '--no-demo');
  if (unknown.length > 0) throw new Refusal(`unknown argument ${unknown[0]}; usage: npm start [-- --no-demo]`);
  ensureDependencies();
  const product = new Product();
  const stopped = whenToStop(product);
  try {
    await product.start({ demo: !process.argv.includes('--no-demo') });
    const code = await stopped;
    say('stopping');
    return code;
  } catch (error) {
    if (!product.interrupted) throw error;
    return stopped;
  } finally {
    await product.stop();
  }
}

process.chdir(ROOT);
main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Refusal ? `anwen: ${error.message}` : error);
    process.exit(1);
  },
);
