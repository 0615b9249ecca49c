import { execFile, type ExecFileException } from "node:child_process";
import { existsSync } from "node:fs";
import { RehearsalError } from "../../clients/could-not-tell";

/** A cluster answers within this time, or not at all. */
const TIMEOUT_MS = 30_000;

/** What came of a command. */
export interface KubectlAnswer {
  readonly printed: string;
  /** Its words, when it failed. */
  readonly refusal?: string;
}

/** The Kubernetes command line, which knows every way a kubeconfig can log in. */
export class Kubectl {
  /**
   * @param env what it sees of its caller, such as a proxy
   * @throws RehearsalError when there is no such file
   */
  constructor(
    private readonly kubeconfig: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    if (existsSync(kubeconfig)) return;
    throw new RehearsalError(
      `There is no kubeconfig "${kubeconfig}".`,
      "Name one: --kubernetes ~/.kube/config",
    );
  }

  /**
   * Runs one command. @returns what it prints
   * @throws RehearsalError when it fails, or isn't there
   */
  async run(args: readonly string[], input = ""): Promise<string> {
    const { printed, refusal } = await this.answerTo(args, input);
    if (refusal !== undefined) throw this.failure(args, refusal);
    return printed;
  }

  /**
   * Runs one command, which may be refused.
   * @throws RehearsalError when there is no answer, or no kubectl
   */
  answerTo(args: readonly string[], input = ""): Promise<KubectlAnswer> {
    const options = { env: { ...this.env, KUBECONFIG: this.kubeconfig }, timeout: TIMEOUT_MS };
    return new Promise((resolve, reject) => {
      const child = execFile("kubectl", args, options, (error, stdout, stderr) => {
        if (error && typeof error.code !== "number") reject(this.silence(args, error));
        else resolve({ printed: stdout.trim(), refusal: error ? stderr.trim() : undefined });
      });
      child.stdin?.on("error", () => undefined).end(input);
    });
  }

  /** Why there is no answer. */
  private silence(args: readonly string[], error: ExecFileException): RehearsalError {
    if (error.code === "ENOENT") {
      const advice = "Install it (1.24 or newer): --kubernetes talks to the cluster by it.";
      return new RehearsalError("There is no kubectl on the PATH.", advice);
    }
    return this.failure(args, `no answer in ${TIMEOUT_MS / 1000} s`, error);
  }

  private failure(args: readonly string[], refusal: string, cause?: unknown): RehearsalError {
    const reason = refusal.split("\n").at(-1) || "without a word";
    const command = `kubectl --kubeconfig ${this.kubeconfig} ${args.join(" ")}`;
    return new RehearsalError(`The cluster refused: ${reason}`, `Try it yourself: ${command}`, { cause });
  }
}
