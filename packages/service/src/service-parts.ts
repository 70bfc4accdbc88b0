import type { AnyRouter } from '@orpc/server';
import type { AnyMachine, Cases } from '@yizhan/aggregate';
import type { Actor, Refusal, ServiceName } from '@yizhan/contracts';
import type { Handler, Reactions } from '@yizhan/eventbus';
import type { Express, Request, Response } from 'express';
import type { Connection } from 'mongoose';
import type { ServiceConfig } from './config.ts';
import type { LegalCalendar } from './legal-calendar.ts';
import type { LegalClock } from './legal-clock.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Migration } from './migrations.ts';

/** What a service builds its own rooms from. */
export interface ServiceParts {
  readonly config: ServiceConfig;
  readonly log: Logger;
  readonly connection: Connection;
  readonly cases: Cases;
  readonly clock: LegalClock;
  readonly calendar: LegalCalendar;
  readonly metrics: Metrics;
  readonly serviceToken: () => string;
  /** The last sequence of a source case that this service has applied. */
  readonly appliedUpTo: (caseId: string) => Promise<number>;
}

/** What a procedure knows of its caller. */
export interface RequestContext {
  readonly actor: Actor;
  readonly caller: ServiceName;
  readonly userToken: string | undefined;
  readonly traceparent: string;
  /** Where the request came from, for the audit trail. */
  readonly source: string;
}

/** The door of a service, for routes that are no procedures (streams). */
export interface ServiceDoor {
  /** Who calls, and for which person; null where the refusal was answered already. */
  readonly admit: (request: Request, response: Response) => Promise<RequestContext | null>;
  readonly refuse: (response: Response, because: Refusal) => void;
}

export interface ServiceDefinition {
  readonly machines: readonly AnyMachine[];
  /** Services whose events this one takes; `identity` is always among them. */
  readonly sources: readonly ServiceName[];
  /** What brings a database of an older version to this one's, oldest first. */
  readonly migrations?: readonly Migration[];
  readonly router: (parts: ServiceParts) => AnyRouter;
  readonly reactions?: (parts: ServiceParts) => Reactions;
  /** In place of reactions, for a service that applies events in bulk. */
  readonly handler?: (parts: ServiceParts) => Handler;
  /** Indexes, seeds, further routes that are no procedures (JWKS, streams). */
  readonly prepare?: (parts: ServiceParts, app: Express, door: ServiceDoor) => Promise<void>;
  /** Only `identity` knows better than the revocations that the others learn by event. */
  readonly minSeq?: (parts: ServiceParts, account: string) => Promise<number>;
}

export interface RunningService {
  readonly url: string;
  readonly parts: ServiceParts;
  readonly stop: () => Promise<void>;
}
