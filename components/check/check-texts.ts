import type { CheckId, Verdict, NotAskedReason } from '../../utils/domain/check/check-row.ts';
import type { MessageKey } from '../../utils/i18n.ts';

/** The question of each check, in plain words. */
export const questionKeys: Record<CheckId, MessageKey> = {
  signedIn: 'check_signedIn_question',
  photoService: 'check_photoService_question',
  pageParameters: 'check_pageParameters_question',
  zones: 'check_zones_question',
  listPage: 'check_listPage_question',
  counts: 'check_counts_question',
  marker: 'check_marker_question',
  albums: 'check_albums_question',
  lookup: 'check_lookup_question',
  addressLife: 'check_addressLife_question',
  range: 'check_range_question',
  checksum: 'check_checksum_question',
  hidden: 'check_hidden_question',
  changes: 'check_changes_question',
  pagePictures: 'check_pagePictures_question',
  token: 'check_token_question',
  room: 'check_room_question',
  mountpoint: 'check_mountpoint_question',
  origin: 'check_origin_question',
  allocate: 'check_allocate_question',
  allocatePlain: 'check_allocatePlain_question',
  conflict: 'check_conflict_question',
  uploadHost: 'check_uploadHost_question',
  sameContent: 'check_sameContent_question',
  parts: 'check_parts_question',
  md5: 'check_md5_question',
  listStream: 'check_listStream_question',
  names: 'check_names_question',
};

/** The text of each verdict. */
export const verdictKeys: Record<Verdict, MessageKey> = {
  expected: 'checkExpected',
  'other-way': 'checkOtherWay',
  'not-understood': 'checkNotUnderstood',
  'not-asked': 'checkNotAsked',
};

/** The text of each reason for which a check asked nothing. */
export const reasonKeys: Record<NotAskedReason, MessageKey> = {
  earlier: 'checkWhyEarlier',
  nothing: 'checkWhyNothing',
  unreached: 'checkWhyUnreached',
  late: 'checkWhyLate',
};
