import type { JwtBounds } from "./jwt-bounds";
import { claimProblems, type Problem } from "./private/jwt-problems";

export interface JwtSubjectProps {
  /** What a token has to say besides, by claim, in full. Vault's `bound_claims`. @default - nothing */
  readonly claims?: Readonly<Record<string, string>>;
}

/** Whom a token of any issuer is about. */
export class JwtSubject implements JwtBounds {
  /** @param subject the claim `sub`, in full. Vault's `bound_subject` */
  static of(subject: string, props: JwtSubjectProps = {}): JwtSubject {
    return new JwtSubject(subject, props);
  }

  readonly kind = "subject";
  readonly userClaim = "sub";
  readonly claims: JwtBounds["claims"];

  private constructor(
    readonly subject: string,
    { claims = {} }: JwtSubjectProps,
  ) {
    this.claims = Object.fromEntries(Object.entries(claims).map(([claim, value]) => [claim, [value]]));
  }

  problems(): Problem[] {
    return claimProblems({ sub: [this.subject], ...this.claims });
  }
}
