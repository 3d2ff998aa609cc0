/** Which of an account's two databases holds a zone. */
export type DatabaseName = 'private' | 'shared';

/** Properties of a zone. */
export interface ZoneDescription {
  zoneName: string;
  ownerRecordName: string;
  database: DatabaseName;
}
