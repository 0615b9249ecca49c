import { type Check, Violation } from "../../../check";
import type { Context } from "../../../context";
import type { PodContext } from "./pod-context";

/** Pods of a Job end before what they are given, which nobody renews: by what the servers say. */
export function jobEndsBeforeItsCredential(_: Context, context: PodContext): Check[] {
  const { longest } = context.injector;
  if (longest === undefined) return [];
  return [
    {
      id: "injector-job-ends-before-its-credential",
      kind: "also",
      says: "pods of a Job end before their credential",
      about: context.about,
      harm: "issues a lease",
      needs: ["service account tokens"],
      attempt: async () => {
        const ends = await context.endsWithoutRenewal();
        for (const { what, seconds } of ends)
          if (seconds <= longest)
            throw new Violation(`${what} ends after ${seconds} s, and a pod may run for ${longest} s`);
        const first = Math.min(...ends.map(({ seconds }) => seconds));
        return `a pod may run for ${longest} s, and what it is given is good for ${first} s`;
      },
    },
  ];
}
