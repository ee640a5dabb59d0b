// SPDX-License-Identifier: Apache-2.0
package io.webgate.enforcement.exchange.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.webgate.license.api.Change;
import io.webgate.license.api.Exchange;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Operation;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Seat;
import io.webgate.license.api.SeatId;
import io.webgate.license.api.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeComponentTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.700Z");
    private static final ModuleId WAITER = new ModuleId("example.waiter");
    private static final Operation DEBIT = new Operation("debit-existing");

    private final Path home;

    ExchangeComponentTest(@TempDir Path home) {
        this.home = home;
    }

    private final RecordingLedger ledger = new RecordingLedger();

    private ExchangeComponent exchange() {
        return new ExchangeComponent(ledger, InstantSource.fixed(NOW), home);
    }

    @Test
    void r61APermitSaysWhoMayDoWhatUntilWhenAndIsSignedByThisHost() throws Exception {
        ExchangeComponent exchange = exchange();
        JsonObject key = JsonParser.parseString(exchange.keys().orElseThrow())
                .getAsJsonObject()
                .getAsJsonArray("keys")
                .get(0)
                .getAsJsonObject();

        String permit = exchange.permit(seat("Касса \"1\"\\"), Set.of(Exchange.WHOLE, DEBIT), NOW.plusSeconds(300))
                .orElseThrow();

        String[] parts = permit.split("\\.", -1);
        assertThat(parts).hasSize(3);
        JsonObject header = object(parts[0]);
        assertThat(header.get("alg").getAsString()).isEqualTo("EdDSA");
        assertThat(header.get("typ").getAsString()).isEqualTo("webgate-permit+jwt");
        assertThat(header.get("kid")).isEqualTo(key.get("kid"));
        JsonObject claims = object(parts[1]);
        assertThat(claims.get("iss")).isEqualTo(key.get("kid"));
        assertThat(claims.get("sub").getAsString()).isEqualTo("Касса \"1\"\\");
        assertThat(claims.get("module").getAsString()).isEqualTo("example.waiter");
        assertThat(claims.get("seat").getAsString()).isEqualTo("s1");
        JsonArray operations = claims.getAsJsonArray("operations");
        assertThat(operations.toString()).isEqualTo("[\"debit-existing\",\"exchange\"]");
        assertThat(claims.get("iat").getAsLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(claims.get("exp").getAsLong()).isEqualTo(NOW.getEpochSecond() + 120);
        assertThat(claims.get("fence").getAsLong()).isEqualTo(42);
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(publicKey(key.get("x").getAsString()));
        check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(exchange.keys().orElseThrow()).doesNotContain("\"d\"");
    }

    @Test
    void r61NoPermitOutlivesItsSeatAndNoneIsGivenForNothing() {
        ExchangeComponent exchange = exchange();

        String permit =
                exchange.permit(seat("d"), Set.of(DEBIT), NOW.plusSeconds(30)).orElseThrow();
        assertThat(object(permit.split("\\.", -1)[1]).get("exp").getAsLong()).isEqualTo(NOW.getEpochSecond() + 30);
        assertThat(exchange.permit(seat("d"), Set.of(), NOW.plusSeconds(30))).isEmpty();
        assertThat(exchange.permit(seat("d"), Set.of(DEBIT), NOW)).isEmpty();
        assertThat(exchange.permit(seat("d"), Set.of(DEBIT), NOW.plusMillis(200)))
                .as("no whole second is left")
                .isEmpty();
    }

    @Test
    void r61ALostKeyIsToldAndNothingIsSigned() throws Exception {
        exchange();
        Files.delete(home.resolve(HostKey.FILE));

        ExchangeComponent exchange = exchange();

        assertThat(exchange.keys()).isEmpty();
        assertThat(exchange.permit(seat("d"), Set.of(DEBIT), NOW.plusSeconds(30)))
                .isEmpty();
        assertThat(exchange.trouble().orElseThrow().english()).contains("is missing", "backup", HostKey.KNOWN);
        assertThat(exchange.trouble().orElseThrow().russian()).contains("отсутствует", "резервной", HostKey.KNOWN);
    }

    @Test
    void r61AFolderThatCantBeWrittenIsTold() throws Exception {
        Path file = Files.createFile(home.resolve("a-file"));

        ExchangeComponent exchange = new ExchangeComponent(ledger, InstantSource.fixed(NOW), file);

        assertThat(exchange.keys()).isEmpty();
        assertThat(exchange.trouble().orElseThrow().english()).contains("can't be read or written");
    }

    @Test
    void r46TheCustomersSwitchGoesToTheLedgerAtTheStartAndAtEachChange() {
        ExchangeComponent exchange = exchange();

        exchange.take("PT5M", "PT2M", List.of("example.waiter=PT10M"), true);
        exchange.take("PT5M", "PT2M", List.of(), true);

        assertThat(ledger.submitted)
                .containsExactly(
                        new Change.Displacing(Map.of(WAITER, Duration.ofMinutes(10))), new Change.Displacing(Map.of()));
    }

    @Test
    void r46WithoutAConfigurationTheLedgersLastWordStays() {
        ExchangeComponent exchange = exchange();

        exchange.take("PT5M", "PT2M", List.of(), false);

        assertThat(ledger.submitted).isEmpty();
    }

    @Test
    void settingsThatCantBeReadLeaveTheLastGoodOnesInForce() {
        ExchangeComponent exchange = exchange();
        exchange.take("PT30S", "PT10S", List.of("example.waiter=PT10M"), true);

        exchange.take("PT9S", "PT10S", List.of("example.waiter"), true);

        assertThat(exchange.lives()).isEqualTo(Duration.ofSeconds(30));
        assertThat(ledger.submitted).hasSize(1);
    }

    @Test
    void whatTheLedgerRefusedIsNotSentOnceMoreAfterTheEnd() {
        ledger.reply = new Reply.Refused(Reply.Reason.STORE_FULL, Optional.empty(), Optional.empty(), 0, 0);
        ExchangeComponent exchange = exchange();
        exchange.take("PT5M", "PT2M", List.of(), true);
        exchange.deactivate();

        exchange.again(Map.of(), 1);

        assertThat(ledger.submitted).hasSize(1);
    }

    @Test
    void whatTheLedgerRefusedIsSentAgainUnlessAChangeCameBetween() {
        ExchangeComponent exchange = exchange();
        exchange.take("PT5M", "PT2M", List.of(), true);
        exchange.take("PT5M", "PT2M", List.of("example.waiter=PT10M"), true);

        exchange.again(Map.of(), 1);
        assertThat(ledger.submitted).hasSize(2);

        exchange.again(Map.of(WAITER, Duration.ofMinutes(10)), 2);
        assertThat(ledger.submitted).hasSize(3);
    }

    @Test
    void aMeterCountsTheUnitsThatTheLedgerCounts() {
        assertThat(new ConnectionMeters.ConnectionMeter(ledger, WAITER).value()).isZero();

        ledger.used = Optional.of(17L);

        assertThat(new ConnectionMeters.ConnectionMeter(ledger, WAITER).value()).isEqualTo(17);
    }

    static Seat seat(String device) {
        return new Seat(
                new SeatId("s1"),
                1,
                42,
                WAITER,
                new Subject(device, Optional.empty(), Optional.empty()),
                Optional.empty(),
                1,
                Set.of(),
                NOW);
    }

    private static JsonObject object(String part) {
        return JsonParser.parseString(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                .getAsJsonObject();
    }

    private static PublicKey publicKey(String x) throws Exception {
        String encoded = "302a300506032b6570032100"
                + HexFormat.of().formatHex(Base64.getUrlDecoder().decode(x));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
    }
}
