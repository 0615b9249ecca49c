import type { AuditDeviceDescription } from "./access/access-manifest";
import {
  addressProblems,
  fileModeProblems,
  filePathProblems,
  syslogProblems,
} from "./private/audit-problems";
import type { Problem } from "./private/validation";

/** @see Vault documentation, "File audit device", https://developer.hashicorp.com/vault/docs/audit/file */
export interface FileAuditProps {
  /** An absolute path on every Vault server, or `stdout`. Vault's `file_path`. */
  readonly path: string;
  /** The file's mode in octal; `0000` leaves it as it is. @default "0600" */
  readonly mode?: string;
}

/** The sources that syslog sorts by. */
export type SyslogFacility =
  | "AUTH"
  | "AUTHPRIV"
  | "CRON"
  | "DAEMON"
  | "FTP"
  | "KERN"
  | "LPR"
  | "MAIL"
  | "NEWS"
  | "SYSLOG"
  | "USER"
  | "UUCP"
  | `LOCAL${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;

/** @see Vault documentation, "Syslog audit device", https://developer.hashicorp.com/vault/docs/audit/syslog */
export interface SyslogAuditProps {
  /** Which source the entries are of. @default "AUTH" */
  readonly facility?: SyslogFacility;
  /** The name that the entries carry. @default "vault" */
  readonly tag?: string;
}

/** @see Vault documentation, "Socket audit device", https://developer.hashicorp.com/vault/docs/audit/socket */
export interface SocketAuditProps {
  /** `host:port`, or the path of a socket. */
  readonly address: string;
  /** Vault's `socket_type`. @default "tcp" */
  readonly socketType?: "tcp" | "udp" | "unix";
}

/**
 * Where Vault writes who asked for what. Secrets in it are hashed; nothing here logs them in plain text.
 *
 * @see Vault documentation, "Audit devices", https://developer.hashicorp.com/vault/docs/audit
 */
export class AuditDevice {
  /** A file on every Vault server. */
  static file(props: FileAuditProps): AuditDevice {
    const options = { file_path: props.path, mode: props.mode ?? "0600" };
    return new AuditDevice("file", options, () => [
      ...filePathProblems(props.path),
      ...fileModeProblems(options.mode),
    ]);
  }

  /** The syslog of every Vault server. */
  static syslog(props: SyslogAuditProps = {}): AuditDevice {
    const options = { facility: props.facility ?? "AUTH", tag: props.tag ?? "vault" };
    return new AuditDevice("syslog", options, () => syslogProblems(options));
  }

  /** A collector that listens on a socket. */
  static socket(props: SocketAuditProps): AuditDevice {
    const { address, socketType = "tcp" } = props;
    const options = { address, socket_type: socketType };
    return new AuditDevice("socket", options, () => addressProblems(address, socketType));
  }

  private constructor(
    /** Vault's `type`. */
    readonly type: AuditDeviceDescription["type"],
    /** Vault's `options`. */
    readonly options: Readonly<Record<string, string>>,
    /** What is wrong with its props. */
    readonly problems: () => readonly Problem[],
  ) {}
}
