/** A file that was given and can't be read. */
export interface Unread {
  /** What can't be told because of it: `What Terraform would do`. */
  readonly untold: string;
  /** What is wrong with which file. */
  readonly problem: string;
  /** What to do about it. */
  readonly advice: string;
}
