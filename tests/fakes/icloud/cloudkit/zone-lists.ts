import type { CloudKitContext } from './context.ts';
import { badRequest } from './wire/cloudkit-error.ts';
import { readFields, readText } from './wire/request-fields.ts';
import { buildSyncToken } from './wire/sync-token.ts';
import type { DatabaseName } from '../library/zone-description.ts';
import type { LibraryZone } from '../library/records.ts';

/** Answers `zones/list` and `changes/database`; remembers what each database token stood for. Source: docs/icloud-photos.md 2.1, 7. */
export class ZoneLists {
  /** Number of changes of each zone at that time, by token. */
  readonly #seen = new Map<string, Map<LibraryZone, number>>();
  #answers = 0;

  /** `zones/list`: every zone with its token. The shape was not recorded. */
  answerZonesList(context: CloudKitContext, body: unknown): unknown {
    readFields(body, 'body', []);
    const zones = zonesOf(context).filter((zone) => !zone.isDeleted);
    return { zones: zones.map((zone) => describe(context, zone, { syncToken: buildSyncToken(zone) })) };
  }

  /** `changes/database`: every zone, or with a token those that changed since. */
  answerDatabaseChanges(context: CloudKitContext, body: unknown): unknown {
    const { syncToken } = readFields(body, 'body', ['syncToken', 'resultsLimit']);
    const before =
      syncToken === undefined
        ? new Map<LibraryZone, number>()
        : this.#seen.get(readText(syncToken, 'syncToken'));
    if (!before) throw badRequest('Unknown sync continuation type');
    const zones = zonesOf(context);
    const changed = zones.filter((zone) => before.get(zone) !== stateOf(zone));
    this.#answers += 1;
    const token = databaseToken(context.database, this.#answers);
    this.#seen.set(token, new Map(zones.map((zone) => [zone, stateOf(zone)])));
    const described = changed.map((zone) => describe(context, zone, zone.isDeleted ? { deleted: true } : {}));
    // Apple omits the list if nothing has changed since a token.
    const isSilent = syncToken !== undefined && described.length === 0;
    return { moreComing: false, syncToken: token, ...(!isSilent && { zones: described }) };
  }
}

function describe({ switches }: CloudKitContext, zone: LibraryZone, more: Record<string, unknown>): unknown {
  return { zoneID: zone.zoneID, ...(switches.zoneErrors.get(zone.zoneName) ?? more) };
}

function zonesOf({ library, database }: CloudKitContext): LibraryZone[] {
  return library.zones.filter((zone) => zone.database === database);
}

/** Changes counted; a deleted zone is another state. */
function stateOf(zone: LibraryZone): number {
  return zone.isDeleted ? -1 : zone.changes.length;
}

/** 33 bytes like a zone's token, but of another mark: it does not work in `changes/zone`. No two answers hold the same one. */
function databaseToken(database: DatabaseName, answer: number): string {
  const token = Buffer.alloc(33, 0xff);
  token[0] = 1;
  token.writeBigUInt64BE(BigInt(answer), 1);
  token.write(database, 17, 'latin1');
  return token.toString('base64');
}
