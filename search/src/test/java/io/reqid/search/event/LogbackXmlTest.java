package io.reqid.search.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogbackXmlTest {
    @TempDir
    Path directory;

    private Path file(String body) throws IOException {
        return Files.writeString(directory.resolve("logback.xml"), body);
    }

    @Test
    void patternsOfAllAppendersAreFoundAndTheirVariablesResolved() throws IOException {
        Path xml = file("""
            <configuration>
              <variable name="TIME" value="HH:mm:ss"/>
              <property name="LINE" value="%d{${TIME}} [%${WORD:-reqId}] ${X:-${Y:-%msg}}%n"/>
              <conversionRule conversionWord="rid" class="io.reqid.logback.RequestIdConverter"/>
              <appender name="a" class="A"><encoder><pattern>${LINE}</pattern></encoder></appender>
              <appender name="b" class="B"><encoder class="E"><layout><pattern><![CDATA[%rid %m%n]]></pattern></layout></encoder></appender>
              <appender name="c" class="C"><encoder class="J"><providers><pattern><pattern>{"a":"%m"}</pattern></pattern></providers></encoder></appender>
            </configuration>
            """);
        LogbackXml configuration = LogbackXml.read(xml);
        assertThat(configuration.patterns()).containsExactly("%d{HH:mm:ss} [%reqId] %msg%n", "%rid %m%n");
        assertThat(configuration.words()).containsEntry("rid", "reqId");
        Formats formats = Formats.standard().withLogback(xml);
        assertThat(Reading.events(formats, Reading.bytes("18:14:05 [id-1] hello\n"))
                        .get(0)
                        .requestId())
                .isEqualTo("id-1");
    }

    @Test
    void springBootsOwnDefaultsAreUnderstood() throws IOException {
        Path xml = file("""
            <included><property name="P" value="${CONSOLE_LOG_PATTERN:-%clr(%d{${LOG_DATEFORMAT_PATTERN:-yyyy-MM-dd'T'HH:mm:ss.SSSXXX}}){faint} \
            %clr(${LOG_LEVEL_PATTERN:-%5p}){} %clr(${PID:-}){magenta} %clr(--- %esb(){APPLICATION_NAME}%esb{APPLICATION_GROUP}[%15.15t] \
            ${LOG_CORRELATION_PATTERN:-[%reqId] }){faint}%clr(%-40.40logger{39}){cyan} %clr(:){faint} %m%n${LOG_EXCEPTION_CONVERSION_WORD:-%wEx}}"/>
            <conversionRule conversionWord="esb" class="org.springframework.boot.logging.logback.EnclosedInSquareBracketsConverter"/>
            <pattern>${P}</pattern></included>
            """);
        String line =
                "2026-11-25T18:14:05.417+01:00  INFO  --- [shop] [           main] [id-1] io.reqid.demo.Shop          "
                        + "             : open\n";
        Event event = Reading.events(Formats.standard().withLogback(xml), Reading.bytes(line))
                .get(0);
        assertThat(event.requestId()).isEqualTo("id-1");
        assertThat(event.service()).isEqualTo("shop");
        assertThat(event.thread()).isEqualTo("main");
        assertThat(event.message()).isEqualTo("open");
    }

    @Test
    void entitiesAreRefusedAndNothingElseIsRead() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "%msg secret");
        String[] attacks = {
            "<!DOCTYPE c [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><c><pattern>&e;</pattern></c>",
            "<!DOCTYPE c SYSTEM \"" + secret.toUri() + "\"><c><pattern>%m</pattern></c>",
            "<!DOCTYPE c [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><c><pattern>&b;</pattern></c>",
            "<c><pattern>&unknown;</pattern></c>",
            "<c><pattern>%m",
            "no xml",
        };
        for (String attack : attacks) {
            Path xml = file(attack);
            assertThatThrownBy(() -> Formats.standard().withLogback(xml))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("logback.xml")
                    .message()
                    .doesNotContain("secret\"");
        }
    }

    @Test
    void variablesThatReferToThemselvesAreRefused() throws IOException {
        Path xml = file("<c><variable name='A' value='x'/><pattern>${A${A}} ${" + "${".repeat(50) + "</pattern></c>");
        assertThatThrownBy(() -> LogbackXml.read(xml)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConfigurationWithoutPatternsSaysSo() throws IOException {
        Path xml = file("<configuration><include file='other.xml'/></configuration>");
        assertThatThrownBy(() -> LogbackXml.read(xml)).hasMessageContaining("has no <pattern>");
    }
}
