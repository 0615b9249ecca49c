import { spawnSync } from "node:child_process";
import { couldNotTell, ROOT, run } from "./run-command";

const HELP: Record<string, string> = {
  rehearse: `Usage: vault-db rehearse [options] [stack|directory...]

apply a stack to a throwaway Vault and PostgreSQL, and check every credential it
describes

Arguments:
  stack|directory            a stack of the app in cdktf.json, or the directory
                             of a synthesized one; several are rehearsed
                             together, on the same servers

Options:
  --all                      rehearse every stack of the app: those that take
                             something from each other together
  --postgres <version>       PostgreSQL's version (choices: "15", "16", "17",
                             "18", default: "18")
  --schema <database=file>   what the database has, as pg_dump --schema-only
                             wrote it; can be given for each
  --set <name=value|file>    what stands in for what the stack takes from
                             others; can be given for each, or in a file of such
                             lines
  --from <stack|directory>   the same stack as it is: it is applied first, used,
                             and changed while it is in use
  --kubernetes <kubeconfig>  check Kubernetes logins, and what operators are
                             told, with this cluster's API server
  --time-lapse <factor>      play a day of it so many times faster, in place of
                             the checks
  --html <file>              where the page of a time-lapse is written, in place
                             of <stack>.time-lapse.html
  --access-page <file>       write a page that says who may do what, to be
                             searched, printed and kept
  --junit <file>             write the checks as JUnit XML, for a CI to show
  --terraform                apply it with Terraform or OpenTofu and the real
                             providers, in place of the built-in applier
  --thorough                 try also what takes 5 seconds a role to show
  --quiet                    tell only what failed, and the last sentence
  --keep                     leave the servers running until Ctrl-C
  --json                     print the answer as JSON
  --debug                    show stack traces
  -h, --help                 display help for command

Examples:
  vault-db rehearse dev
  vault-db rehearse cdktf.out/stacks/production --postgres 16 --json
  vault-db rehearse dev --schema appdb=schema.sql --access-page access.html
  vault-db rehearse dev --set data.aws_db_instance.main.address=db.internal
  vault-db rehearse dev --from ../before/cdktf.out/stacks/dev
  vault-db rehearse dev --time-lapse 1200 --html day.html
  vault-db rehearse shop reports
  vault-db rehearse --all --quiet --junit results.xml

Exit status:
  0  every check passed
  1  a check failed
  2  could not tell: stderr says why
`,
  diff: `Usage: vault-db diff [options] <before> <after>

say in words who gains or loses access between two access.json

Arguments:
  before           access.json as it is
  after            access.json as it would be

Options:
  --exit-code      end with 1 where they differ
  --no-new-access  end with 1 where somebody may do more, and say by which rule
  --never <file>   end with 1 where a rule of this file is broken as it would
                   be, and say by whom
  --markdown       print it for a comment
  --json           print the answer as JSON
  --debug          show stack traces
  -h, --help       display help for command

Examples:
  vault-db diff main/access.json cdktf.out/stacks/dev/access.json
  vault-db diff main/access.json cdktf.out/stacks/dev/access.json --no-new-access --never never.txt

Exit status:
  0  the differences are on stdout, if there are any
  1  what was asked for is not so: a difference, new access, a broken rule
  2  could not tell: stderr says why
`,
  review: `Usage: vault-db review [options] <plan.json>

say what a plan means to whoever lets it through: the worst news first

Arguments:
  plan.json               what \`terraform show -json <plan>\` wrote

Options:
  --base <access.json>    access.json as it is deployed; without it, all in
                          --head is gained
  --head <access.json>    access.json as it will be; without it, all in --base
                          is lost
  --change <report.json>  what \`rehearse … --from … --json\` printed
  --approvals <file>      what somebody has decided already: a YAML file
  --never <file>          rules that always hold, one on each line
  --format <format>       how it is printed (choices: "text", "markdown",
                          "json", default: "text")
  --json                  print the answer as JSON
  --debug                 show stack traces
  -h, --help              display help for command

Examples:
  vault-db review plan.json
  vault-db review plan.json --base main/access.json --head access.json --format markdown

Exit status:
  0  there is nothing to decide
  1  it broadens access, destroys, or ends what runs
  2  could not tell all of it: what it could is on stdout
`,
  drain: `Usage: vault-db drain [options] <stack|directory>

revoke the leases that stand in the way of a destroy or of a change

Arguments:
  stack|directory           a stack of the app in cdktf.json, or the directory
                            of a synthesized one

Options:
  --from <stack|directory>  the stack as it is deployed: only what goes on the
                            way to the other one, or is another then, is drained
  --dry-run                 say what would be revoked, and change nothing
  --yes                     don't ask
  --json                    print the answer as JSON
  --debug                   show stack traces
  -h, --help                display help for command

Examples:
  vault-db drain dev --dry-run
  vault-db drain dev && npx cdktf-cli@0.21 destroy dev
  vault-db drain production --from ../before/cdktf.out/stacks/production --yes

Exit status:
  0  nothing is leased any more
  1  leases are left: each is named
  2  could not tell: stderr says why
`,
  "login-material": `Usage: vault-db login-material [options] <stack|directory> <workload>

make what a workload logs in with, wrapped: for whatever starts it

Arguments:
  stack|directory    a stack of the app in cdktf.json, or the directory of a
                     synthesized one
  workload           the workload's name, or its auth method's path and its
                     name: approle/myapp

Options:
  --wrap-ttl <time>  how long it can be opened (default: "5m")
  --check <file>     make nothing: say whether somebody has opened the wrapping
                     token in a file, or in what --json printed
  --json             print the answer as JSON
  --debug            show stack traces
  -h, --help         display help for command

Examples:
  vault-db login-material production myapp
  vault-db login-material production approle/myapp --wrap-ttl 2m --json
  vault-db login-material production myapp --check /run/myapp/secret-id

Exit status:
  0  it is made, or nobody has opened it
  2  could not tell: stderr says why
`,
  "static-pairs": `Usage: vault-db static-pairs [options] <stack|directory>

say how far apart the two passwords of each pair of static roles change

Arguments:
  stack|directory  a stack of the app in cdktf.json, or the directory of a
                   synthesized one

Options:
  --rotate         change one of them now, where they change too close together
                   and nobody uses it
  --json           print the answer as JSON
  --debug          show stack traces
  -h, --help       display help for command

Examples:
  vault-db static-pairs production
  vault-db static-pairs production --rotate

Exit status:
  0  each pair changes as far apart as its passwords are used
  1  a pair changes closer together than that
  2  could not tell: stderr says why
`,
  quickstart: `Usage: vault-db quickstart [options]

synthesize, rehearse dev, and show one credential

Options:
  --json      print the answer as JSON
  --debug     show stack traces
  -h, --help  display help for command

Examples:
  vault-db quickstart

Exit status:
  0  every check passed
  1  a check failed
  2  could not tell: stderr says why
`,
};

const PROGRAM = `Usage: vault-db [options] [command]

Proves on throwaway real servers what a synthesized stack describes.

Options:
  -V, --version   output the version number
  -h, --help      display help for command

Commands:
  rehearse        apply a stack to a throwaway Vault and PostgreSQL, and check
                  every credential it describes
  diff            say in words who gains or loses access between two access.json
  review          say what a plan means to whoever lets it through: the worst
                  news first
  drain           revoke the leases that stand in the way of a destroy or of a
                  change
  login-material  make what a workload logs in with, wrapped: for whatever
                  starts it
  static-pairs    say how far apart the two passwords of each pair of static
                  roles change
  quickstart      synthesize, rehearse dev, and show one credential
  help            display help for command

Exit status: 0 fine, 1 findings, 2 could not tell. Data is on stdout, all else on stderr.
`;

test("--help says what there is", async () => {
  expect(await run(["--help"])).toEqual({ status: 0, stdout: PROGRAM, stderr: "", leftovers: [] });
});

test("no command at all shows the same, and is none that went well", async () => {
  expect(await couldNotTell([])).toBe(PROGRAM.trimEnd());
});

test.each(Object.entries(HELP))(
  "%s --help says what it takes, how it is called and how it ends",
  async (name, help) => {
    expect(await run([name, "--help"])).toEqual({ status: 0, stdout: help, stderr: "", leftovers: [] });
  },
);

test.each([
  [
    ["rehearse", "dev", "--postgres", "14"],
    "error: option '--postgres <version>' argument '14' is invalid. Allowed choices are 15, 16, 17, 18.",
  ],
  [["rehearse", "dev", "--postgres"], "error: option '--postgres <version>' argument missing"],
  [["drain", "dev", "staging"], "error: too many arguments for 'drain'. Expected 1 argument but got 2."],
  [["rehearse", "dev", "--kep"], "error: unknown option '--kep' (Did you mean --keep?)"],
  [["diff", "access.json"], "error: missing required argument 'after'"],
  [["rehears", "dev"], "error: unknown command 'rehears' (Did you mean rehearse?)"],
  [["--jsn"], "error: unknown option '--jsn'"],
  [["review"], "error: missing required argument 'plan.json'"],
])("vault-db %j is refused in one line, and its help is pointed to", async (args, message) => {
  const name = Object.hasOwn(HELP, args[0] ?? "") ? `${args[0]} ` : "";
  expect(await couldNotTell(args)).toBe(`${message}\nSee vault-db ${name}--help`);
});

test("a rehearsal of no stack says how to name one, or all", async () => {
  expect(await couldNotTell(["rehearse"])).toBe(
    "No stack is named.\nName one, or rehearse all of the app: vault-db rehearse --all",
  );
});

test("help is shown without loading what a command only needs when it runs", () => {
  const code = `require("./cli/commands"); console.log(Object.keys(require.cache).join("\\n"))`;
  const { stdout } = spawnSync(process.execPath, ["-r", "tsx/cjs", "-e", code], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const loaded = stdout
    .trim()
    .split("\n")
    .map((path) => path.slice(ROOT.length + 1));
  expect(loaded).toContain("cli/commands/rehearse.ts");
  // The compiler of a checkout is there before.
  const heavy = /^(constructs|contract)\/|^node_modules\/(?!tsx\/|esbuild\/)/;
  expect(loaded.filter((path) => heavy.test(path))).toEqual([]);
});
