import type { AccountFacts } from '../../domain/account/account-facts.ts';
import { speedBounds } from '../../domain/progress/concurrency.ts';
import { createPartSize } from '../../domain/progress/part-size.ts';
import type { Run } from '../../domain/run/run.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { Backoffs } from '../flow/backoff.ts';
import { adjustConcurrency, createConcurrencyLimiter } from '../flow/concurrency.ts';
import { createFailureBudget } from '../flow/failure-budget.ts';
import { createProbes } from '../flow/probes.ts';
import { createSemaphore } from '../flow/semaphore.ts';
import type { ProgressBoard } from '../progress/progress-board.ts';
import { createSpoolBudget } from '../spool/spool-budget.ts';
import { createHashPool } from './content-hash.ts';
import type { DownloadUrls } from './download/download-urls.ts';
import { findExistingFiles } from './upload/existing-files.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { MAX_PART_MEMORY_BYTES } from './upload/refetched-bytes.ts';

/** Dependencies of the transfers of one run. */
export interface PipelineSetup {
  ports: EnginePorts;
  run: Run;
  backoffs: Backoffs;
  board: ProgressBoard;
  /** Results of a connection check of the Apple account. */
  facts: AccountFacts;
  downloadUrls: DownloadUrls;
  /** Resolves once files may be sent. */
  lease: Promise<void>;
  /** Only few files go to a large destination. */
  isFew: boolean;
}

/** The transfers of one run, with the parts that other steps of the run use too. */
export interface OpenPipeline {
  pipeline: Pipeline;
  /** Keys of files whose size Apple reports wrongly. */
  oddSizes: ReadonlySet<string>;
}

/** Wires the pipeline of one run, and adapts its concurrency until aborted. */
export function openPipeline(setup: PipelineSetup, signal: AbortSignal): OpenPipeline {
  const { ports, run, backoffs, board, facts, downloadUrls, lease, isFew } = setup;
  const { store, clock, jottacloud } = ports;
  const { destinationFolder } = run;
  const bounds = speedBounds[run.speed];
  const downloads = createConcurrencyLimiter(bounds, { firstAlone: true });
  const uploads = createConcurrencyLimiter(bounds);
  // Ends with the run, which aborts the signal.
  void adjustConcurrency({ downloads, uploads, backoffs, clock }, signal);
  const oddSizes = new Set<string>();
  const existing = findExistingFiles({
    jottacloud,
    store,
    backoff: backoffs.jottacloud,
    clock,
    destinationFolder,
    isFew,
  });
  const pipeline = createPipeline(
    {
      ...ports,
      backoffs,
      board,
      lease,
      destinationFolder,
      rangeWorks: facts.rangeWorks ?? true,
      existing,
      downloadUrls,
      downloads,
      uploads,
      spoolBudget: createSpoolBudget(),
      partMemory: createSemaphore(MAX_PART_MEMORY_BYTES),
      partSize: createPartSize(),
      hashes: createHashPool(),
      onOddSize: (key) => void oddSizes.add(key),
      failureBudget: createFailureBudget(backoffs, clock, createProbes({ ...ports, downloadUrls })),
    },
    signal,
  );
  return { pipeline, oddSizes };
}
