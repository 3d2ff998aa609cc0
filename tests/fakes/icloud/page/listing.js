// The page's own CloudKit calls: who am I, which zone, then the library page by page.
const region = location.hostname.endsWith('.cn') ? '.cn' : '';
const build = {
  clientBuildNumber: '2534Project66',
  clientMasteringNumber: '2534B28',
  clientId: crypto.randomUUID(),
};

async function post(url, body) {
  const answer = await fetch(url, {
    method: 'POST',
    credentials: 'include',
    headers: { 'Content-Type': 'text/plain' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${new URL(url).pathname}: ${answer.status}`);
  return answer.json();
}

/** Opens the library and returns a function that gives its next page, each photo as { asset, master }; empty at the end. */
export async function openLibrary() {
  const { dsInfo, webservices } = await post(
    `https://setup.icloud.com${region}/setup/ws/1/validate?${new URLSearchParams(build)}`,
    null,
  );
  const query = new URLSearchParams({
    ckjsBuildVersion: '2534ProjectDev27',
    ckjsVersion: '2.6.4',
    getCurrentSyncToken: 'true',
    remapEnums: 'true',
    ...build,
    dsid: dsInfo.dsid,
  });
  const base = `${webservices.ckdatabasews.url}/database/1/com.apple.photos.cloud/production/private`;
  const { zones } = await post(`${base}/changes/database?${query}`, {});
  const { zoneID } = zones.find((zone) => zone.zoneID.zoneName.startsWith('PrimarySync'));
  let startRank = 0;
  return async () => {
    const { records } = await post(`${base}/records/query?${query}`, {
      query: {
        recordType: 'CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted',
        filterBy: [
          { fieldName: 'startRank', comparator: 'EQUALS', fieldValue: { type: 'INT64', value: startRank } },
          {
            fieldName: 'direction',
            comparator: 'EQUALS',
            fieldValue: { type: 'STRING', value: 'ASCENDING' },
          },
        ],
      },
      resultsLimit: 200,
      zoneID,
    });
    const masters = new Map(records.map((record) => [record.recordName, record]));
    const assets = records.filter((record) => record.recordType === 'CPLAsset');
    startRank += assets.length;
    return assets.map((asset) => ({ asset, master: masters.get(asset.fields.masterRef.value.recordName) }));
  };
}
