import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { scripts } from "../package.json";
import { linksOf, sectionsOf } from "./docs/links";
import { isMade } from "./is-made";

const root = join(__dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("docker-compose.yml", () => {
  interface Service {
    readonly ports?: string[];
    readonly environment?: Record<string, string>;
    readonly healthcheck?: object;
  }
  const { services } = parse(read("docker-compose.yml")) as { services: Record<string, Service> };

  test("listens on loopback alone, and says when it is ready", () => {
    const servers = Object.values(services).filter(({ ports }) => ports);
    expect(servers).toHaveLength(2);
    for (const { ports = [], healthcheck } of servers) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
      expect(healthcheck).toBeDefined();
    }
  });

  test("holds no password", () => {
    for (const { environment = {} } of Object.values(services)) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|TOKEN|SECRET/.test(name))
          expect([name, value]).toEqual([expect.stringMatching(/_FILE$/), value]);
      }
    }
    expect(read(".gitignore")).toMatch(/^\.secrets\/?$/m);
  });
});

const pages = ["README.md", "CONTRIBUTING.md"].concat(
  ["docs", "examples"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).flatMap((name) =>
      name.endsWith(".md") ? [`${folder}/${name}`] : [],
    ),
  ),
);

describe.each(pages)("%s", (page) => {
  const text = read(page);

  test("links to what is there", () => {
    for (const { file, section } of linksOf(page)) {
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
      if (section && file.endsWith(".md")) expect(sectionsOf(file)).toContain(section);
    }
  });

  test("names scripts and files that are there", () => {
    for (const [, script = ""] of text.matchAll(/npm run ([\w-]+)/g))
      expect(Object.keys(scripts)).toContain(script);
    const paths = text.matchAll(
      /`((?:cli|constructs|contract|docs|environments|policies|rehearsal|stacks|test)\/[\w./-]*)`/g,
    );
    for (const [, path = ""] of paths)
      expect([path, isMade(path) || existsSync(join(root, path))]).toEqual([path, true]);
  });
});
