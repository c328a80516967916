package io.reqid.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Scope;
import io.undertow.client.ClientCallback;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.RequestLimitingHandler;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xnio.ChannelListener;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.XnioWorker;

/** The opt-in wrappers beyond what the matrix shows. */
class RequestIdsTest {
    private static final RequestId A = new RequestId("a");
    private static final RequestId B = new RequestId("b");

    private final List<@Nullable String> seen = new ArrayList<>();

    private void recordId() {
        seen.add(RequestContext.currentId());
    }

    @Test
    void clientCallbackRunsUnderTheContextOfItsWrapping() {
        ClientCallback<String> callback = new ClientCallback<>() {
            @Override
            public void completed(String result) {
                recordId();
            }

            @Override
            public void failed(IOException failure) {
                recordId();
            }
        };
        ClientCallback<String> wrapped;
        try (Scope a = RequestContext.bind(A)) {
            wrapped = RequestIds.wrapClientCallback(callback);
        }
        try (Scope b = RequestContext.bind(B)) {
            wrapped.completed("result");
            wrapped.failed(new IOException("refused"));
            recordId();
        }
        assertThat(seen).containsExactly("a", "a", "b");
    }

    @Test
    void channelListenerRunsUnderTheContextOfItsWrappingAndItsFailureIsLoggedThere() {
        ChannelListener<Channel> wrapped;
        try (Scope a = RequestContext.bind(A)) {
            wrapped = RequestIds.wrapChannelListener(channel -> {
                recordId();
                throw new IllegalStateException("of the application");
            });
        }
        try (Lines lines = Lines.record()) {
            wrapped.handleEvent(null);
            assertThat(seen).containsExactly("a");
            assertThat(lines.all()).anyMatch(line -> line.message().contains("XNIO001007") && "a".equals(line.id()));
        }
    }

    @Test
    void contextOfAnExchangeWithoutOurHandlerIsNull() throws Exception {
        HttpHandler app =
                RequestIds.restore(exchange -> exchange.getResponseSender().send("" + RequestIds.contextOf(exchange)));
        try (TestServer server = TestServer.start(app)) {
            assertThat(server.get("/").body()).isEqualTo("null");
        }
    }

    @Test
    void nullIsRefusedWhereItIsGiven() {
        assertThatNullPointerException().isThrownBy(() -> RequestIds.restore(null));
        assertThatNullPointerException().isThrownBy(() -> RequestIds.wrapWebSocket(null));
        assertThatNullPointerException().isThrownBy(() -> RequestIds.wrapServerSentEvents(null));
        assertThatNullPointerException().isThrownBy(() -> RequestIds.wrapClientCallback(null));
        assertThatNullPointerException().isThrownBy(() -> RequestIds.wrapChannelListener(null));
    }

    @Test
    void workerCapturesAtSubmissionAndItsThreadsKeepNothing() throws Exception {
        BlockingQueue<String> ids = new LinkedBlockingQueue<>();
        XnioWorker worker = RequestIds.worker(OptionMap.create(Options.WORKER_TASK_CORE_THREADS, 1));
        try {
            try (Scope a = RequestContext.bind(A)) {
                worker.execute(() -> ids.add("" + RequestContext.currentId()));
            }
            worker.execute(() -> ids.add("" + RequestContext.currentId()));
            assertThat(ids.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
            assertThat(ids.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
        } finally {
            worker.shutdown();
        }
        assertThat(worker.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** The submitter is the first request, inside its completion listener; the task belongs to the second. */
    @Test
    void capturingWorkerGivesARequestResumedByTheLimiterNoForeignIdEvenWithoutRestore() throws Exception {
        CountDownLatch firstIn = new CountDownLatch(1);
        CountDownLatch secondQueued = new CountDownLatch(1);
        BlockingQueue<String> ids = new LinkedBlockingQueue<>();
        RequestLimitingHandler limiter = new RequestLimitingHandler(1, 8, exchange -> {
            if (exchange.getRequestPath().equals("/first")) {
                firstIn.countDown();
                secondQueued.await(15, TimeUnit.SECONDS);
            } else {
                ids.add("" + RequestContext.currentId());
            }
        });
        HttpHandler app = exchange -> {
            if (exchange.getRequestPath().equals("/first")) {
                exchange.dispatch((HttpHandler) limiter);
            } else {
                limiter.handleRequest(exchange);
                exchange.getIoThread().execute(secondQueued::countDown);
            }
        };
        try (TestServer server = TestServer.startCapturing(Protocol.HTTP1, RequestIdHandler.wrap(app));
                Socket first = server.socket()) {
            Stage.write(first, "GET /first HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: first\r\n\r\n");
            assertThat(firstIn.await(15, TimeUnit.SECONDS)).isTrue();
            server.get("/second", "X-Request-ID", "second");
        }
        assertThat(ids.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
    }
}
