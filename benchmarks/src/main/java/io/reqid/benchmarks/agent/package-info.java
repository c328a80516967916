/** What an agent costs: the same programs without one, with ours and with others, each in JVMs of its own. */
@NullMarked
package io.reqid.benchmarks.agent;

import org.jspecify.annotations.NullMarked;
