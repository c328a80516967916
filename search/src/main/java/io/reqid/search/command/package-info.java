/** The command {@code reqid} as its user meets it: arguments, help, messages, exit codes. */
@NullMarked
package io.reqid.search.command;

import org.jspecify.annotations.NullMarked;
