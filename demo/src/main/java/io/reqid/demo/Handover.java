package io.reqid.demo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** How the storefront hands work to other threads. The shop is the same, whichever way it is given. */
interface Handover extends AutoCloseable {
    /** {@return the outcome of work for the pool {@code pricing}} */
    <T> CompletableFuture<T> price(Supplier<T> work);

    /** {@return the pool {@code pricing}} */
    Executor pricing();

    /** {@return a future of this kind that ends as one that came from elsewhere does} */
    <T> CompletableFuture<T> adopt(CompletableFuture<T> foreign);

    /** Runs a task in a moment, on a thread of its own kind. */
    void later(Runnable task);

    /** Sends a mail, on a thread that does nothing else. */
    void mail(Runnable task);

    /** Lets what was handed over come to its end. */
    @Override
    void close() throws InterruptedException;
}
