/** A valid access token of Jottacloud. */
export interface AccessToken {
  value: string;
  /** Internal user name: first segment of every JFS path. */
  username: string;
  /** Host of the identity server that issued it. */
  service: string;
}

/** The part that Jottacloud refused: the token itself, or the user name in a path. */
export type Refused = { token: string } | { username: string };
