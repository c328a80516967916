// node programs.js NAME MILLIS: does one thing over and over, and prints the nanoseconds of CPU and of wall time of one.
'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');

const als = new AsyncLocalStorage();
let sink = 0;
let queued = null;

function task() {
  sink++;
}

function readInside() {
  sink += als.getStore().length;
}

// Each takes how many times, and may return a promise.
const programs = {
  read(times) {
    for (let i = 0; i < times; i++) sink += als.getStore().length;
  },
  run(times) {
    for (let i = 0; i < times; i++) als.run('inner', readInside);
  },
  bind(times) {
    for (let i = 0; i < times; i++) {
      queued = AsyncLocalStorage.bind(task);
      queued();
    }
  },
  snapshot(times) {
    for (let i = 0; i < times; i++) {
      queued = AsyncLocalStorage.snapshot();
      queued(task);
    }
  },
  async await(times) {
    for (let i = 0; i < times; i++) {
      await null;
      sink += als.getStore().length;
    }
  },
  immediate(times) {
    return new Promise((resolve) => {
      let left = times;
      function hop() {
        sink += als.getStore().length;
        if (--left > 0) setImmediate(hop);
        else resolve();
      }
      setImmediate(hop);
    });
  },
};

async function measure(program, millis) {
  const batch = 10000;
  const until = process.hrtime.bigint() + BigInt(millis) * 1000000n;
  let times = 0;
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  while (process.hrtime.bigint() < until) {
    await program(batch);
    times += batch;
  }
  const wall = Number(process.hrtime.bigint() - start);
  const used = process.cpuUsage(cpu);
  return { cpu: ((used.user + used.system) * 1000) / times, wall: wall / times };
}

async function main() {
  const program = programs[process.argv[2]];
  const millis = Number(process.argv[3]);
  await measure(program, millis);
  const found = await measure(program, millis);
  console.log(`${found.cpu} ${found.wall}`);
  if (sink < 0) console.log(sink);
}

als.run('outer', main);
