import { RehearsalError } from "../clients/could-not-tell";

/** Options that are about one stack. */
const OF_ONE = ["schema", "set", "from", "terraform", "timeLapse", "html"] as const;
/** Options that are about stacks on the same servers. */
const OF_ONE_GROUP = ["accessPage", "keep"] as const;

type OptionName = (typeof OF_ONE)[number] | (typeof OF_ONE_GROUP)[number];

/** What `rehearse` is told of stacks. */
export interface StacksNamed extends Readonly<Partial<Record<OptionName, unknown>>> {
  readonly targets: readonly string[];
  readonly all?: boolean;
}

/**
 * Makes sure that it is clear which stacks are meant, and that the options say something about as many.
 *
 * @throws RehearsalError when none is named, some beside all, one twice, or an option is about one stack and there are several
 */
export function expectStacks({ targets, all = false, ...options }: StacksNamed): void {
  if (!targets.length && !all)
    throw new RehearsalError(
      "No stack is named.",
      "Name one, or rehearse all of the app: vault-db rehearse --all",
    );
  if (targets.length && all)
    throw new RehearsalError("--all is every stack of the app.", `Leave out ${targets.join(" ")}, or --all.`);
  const twice = targets.find((target, index) => targets.indexOf(target) !== index);
  if (twice !== undefined) throw new RehearsalError(`Stack "${twice}" is named twice.`, "Name it once.");
  const isGiven = (name: OptionName) => options[name] !== undefined;
  const ofOne = targets.length > 1 || all ? OF_ONE.find(isGiven) : undefined;
  const unclear = ofOne ?? (all ? OF_ONE_GROUP.find(isGiven) : undefined);
  if (unclear === undefined) return;
  const flag = `--${unclear.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new RehearsalError(
    `${flag} is about one stack${ofOne ? "" : ", or about several that are named"}.`,
    `Leave it out${all ? ", or name the stack in place of --all" : ", or rehearse one stack"}.`,
  );
}
