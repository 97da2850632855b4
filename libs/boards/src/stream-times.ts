/** Limits of the stream; tests shorten them. */
export interface StreamTimes {
  readonly lookMs: number;
  readonly signMs: number;
  readonly admissionMs: number;
  readonly pingMs: number;
  readonly pingsMissed: number;
  readonly slowMs: number;
  readonly bufferMax: number;
  readonly farewellMs: number;
  readonly clientsMax: number;
  readonly clientsOfOneMax: number;
}

export const STREAM_TIMES: StreamTimes = {
  // As often as the answer can be new.
  lookMs: 1_500,
  // As often as polling would have told the screen that its data is still right: amber begins at 15 s.
  signMs: 5_000,
  // A revoked session ends within seconds: this, plus the second that a credential is remembered.
  admissionMs: 3_000,
  // Routers forget idle connections after a minute at the earliest.
  pingMs: 15_000,
  pingsMissed: 2,
  // Ten looks; a wireless line that swallows nothing for so long is dead.
  slowMs: 15_000,
  // The largest board (180 cards) is a tenth of it.
  bufferMax: 1_048_576,
  farewellMs: 1_000,
  // Four times the screens of the largest customer; each costs some kilobytes and a look every 1.5 s.
  clientsMax: 200,
  // All screens of a factory may be signed in as one account; one account must not take all places.
  clientsOfOneMax: 60,
};

export const STREAM_TIMES_TOKEN = Symbol('STREAM_TIMES');
