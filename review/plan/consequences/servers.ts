import { authorityOf } from "../../../constructs/access/endpoint-description";
import { quoted } from "../../quoted";
import { type Consequences, readBy } from "./consequence";

/** A connection leads elsewhere, maybe to another server: Vault revokes there what it leased here. */
export const servers: Consequences = (planned) => {
  const { base, head } = planned;
  return (base?.connections ?? []).flatMap(({ engine, name, endpoint }) => {
    const next = head?.connections.find((each) => each.engine === engine && each.name === name)?.endpoint;
    if (!endpoint || !next || authorityOf(endpoint) === authorityOf(next)) return [];
    const paths = base?.roles.filter((role) => role.engine === engine && role.connection === name) ?? [];
    const readers = readBy(
      planned,
      paths.map(({ path }) => path),
    );
    return {
      rule: "server-changed",
      kind: "ends-sessions",
      subject: `connection ${engine}/${name}`,
      sentence: `Leads ${quoted(`${engine}/${name}`)} from ${quoted(authorityOf(endpoint))} to ${quoted(authorityOf(next))}: if that is another server, what is leased can't be revoked any more${readers}`,
      remedy: "drain",
    };
  });
};
