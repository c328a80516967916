/**
 * Programs that hand work over by every asynchronous construct of the JDK and ask whose work it was when it ran. They run
 * in a JVM of their own, with the agent or without.
 */
package io.reqid.agent.tests.matrix;
