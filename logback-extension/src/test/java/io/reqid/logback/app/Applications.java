package io.reqid.logback.app;

import ch.qos.logback.classic.LoggerContext;
import io.reqid.ContextExecutors;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import io.reqid.Snapshot;
import io.reqid.logback.AsyncMdc;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.helpers.BasicMDCAdapter;

/** Small programs, each of which is started in a JVM of its own; outside the package of the module, as users are. */
public final class Applications {
    private Applications() {}

    /** Logs in a request, and from a task. */
    public static final class Application {
        private Application() {}

        public static void main(String[] arguments) {
            Logger logger = LoggerFactory.getLogger("shop");
            logger.info("start");
            RequestContext.run(new RequestId("a"), () -> {
                MDC.put("user", "u");
                Executor pool = ContextExecutors.wrap((Executor) Applications::runInThread);
                pool.execute(() -> logger.info("task {}", MDC.get("reqId")));
                pool.execute(MDC::clear);
                logger.info("request");
            });
            MDC.clear();
            logger.info("end");
        }
    }

    /** Puts values first, and moves the MDC by a call. */
    public static final class ByCall {
        private ByCall() {}

        public static void main(String[] arguments) {
            MDC.put("user", "before");
            System.out.println(AsyncMdc.install() + " " + AsyncMdc.install());
            Logger logger = LoggerFactory.getLogger("shop");
            RequestContext.run(new RequestId("a"), () -> {
                logger.info("kept");
                MDC.put("user", "u");
                runInThread(Snapshot.capture().wrap(() -> logger.info("carried {}", MDC.get("reqId"))));
            });
            logger.info("end");
        }
    }

    /** Has another library's MDC. */
    public static final class Foreign {
        private Foreign() {}

        public static void main(String[] arguments) {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            context.setMDCAdapter(new BasicMDCAdapter());
            context.getStatusManager().clear();
            RequestContext.run(new RequestId("a"), () -> {
                context.getLogger("shop").info("1");
                context.getLogger("shop").info("2");
                System.out.println(AsyncMdc.install() + " "
                        + context.getMDCAdapter().getClass().getSimpleName());
            });
        }
    }

    /** Logs from a task with async ids in the pattern. */
    public static final class WithAsyncIds {
        private WithAsyncIds() {}

        public static void main(String[] arguments) {
            Logger logger = LoggerFactory.getLogger("shop");
            logger.info("main");
            ContextExecutors.wrap((Executor) Runnable::run).execute(() -> logger.info("task"));
        }
    }

    private static void runInThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
