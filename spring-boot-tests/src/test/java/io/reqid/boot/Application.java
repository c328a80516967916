package io.reqid.boot;

import io.reqid.ContextExecutors;
import io.reqid.RequestContext;
import io.reqid.RequestId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application that knows nothing of how its lines get their ids. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Application implements CommandLineRunner {
    private static final Logger LOGGER = LoggerFactory.getLogger("shop");

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    @Override
    public void run(String... arguments) throws Exception {
        LOGGER.info("no request");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            RequestContext.call(new RequestId("order-1"), () -> {
                LOGGER.info("request");
                return ContextExecutors.wrap(pool)
                        .submit(() -> LOGGER.info("task"))
                        .get();
            });
        } finally {
            pool.shutdown();
        }
    }
}
