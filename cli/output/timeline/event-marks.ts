import type { TimelineEvent } from "../../../rehearsal/time-lapse/timeline";
import { element, type Markup } from "../page/markup";

export type EventKind = TimelineEvent["kind"];

/** A kind of event: its shape, which tells it apart without colors, and what it means to who sees it for the first time. */
interface EventMark {
  readonly kind: EventKind;
  /** Around 0, some 10 pixels high and wide. */
  readonly path: string;
  readonly means: string;
}

/** In the order in which their words have precedence where there is little room. */
export const EVENT_MARKS: readonly EventMark[] = [
  {
    kind: "failed query",
    path: "M-4-4L4 4M4-4L-4 4",
    means: "A query of the service failed.",
  },
  {
    kind: "locked out",
    path: "M-4.5-.5h9v5.5h-9zM-2.5-.5v-2a2.5 2.5 0 0 1 5 0v2",
    means: "Vault was stopped: PostgreSQL alone refused a login that was over.",
  },
  {
    kind: "gone",
    path: "M-4.5 0l3 3.5l6-7",
    means: "Vault was back, and removed what it could not remove before.",
  },
  {
    kind: "refused login",
    path: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M-3.2 3.2l6.4-6.4",
    means: "What should not log in was refused.",
  },
  {
    kind: "rotation",
    path: "M3.2-3.2a4.5 4.5 0 1 0 1.3 3.2M4-6v3.2h-3.2",
    means: "Vault changed a password.",
  },
  {
    kind: "replaced",
    path: "M-5-2h9l-3-3M5 2h-9l3 3",
    means: "A workload got another credential, before the one it had ended.",
  },
  {
    kind: "login",
    path: "M-5 0h7M-1-3.5l3.5 3.5l-3.5 3.5M5-5v10",
    means: "A workload logged in to Vault, and got a token.",
  },
];

/** What kinds look like, for a picture to use by `mark-login`. */
export function eventSymbols(): Markup[] {
  return EVENT_MARKS.map(({ kind, path }) =>
    element("path", { id: markOf(kind), d: path, class: `mark ${classOf(kind)}` }),
  );
}

/** The mark of a kind, at a place of a picture. */
export function eventMark(kind: EventKind, x: string | number, y: number): Markup {
  return element("use", { href: `#${markOf(kind)}`, x, y });
}

/** A kind as a style names it. */
export function classOf(kind: string): string {
  return kind.replaceAll(/[ _]/g, "-");
}

function markOf(kind: EventKind): string {
  return `mark-${classOf(kind)}`;
}
