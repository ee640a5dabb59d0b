// SPDX-License-Identifier: Apache-2.0
package io.webgate.access.internal;

import io.webgate.access.AccessException;
import io.webgate.access.Account;
import io.webgate.access.TotpEnrolment;
import io.webgate.access.internal.AccountTables.Stored;
import io.webgate.license.api.TrustedTime;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Second factors: digits of an authenticator, and recovery codes that work once each. Thread-safe. */
final class SecondFactors {

    private static final int RECOVERY_CODES = 8;
    private static final int RECOVERY_BYTES = 10;
    private static final int MOST_BEGUN = 64;

    private final Transactions transactions;
    private final TrustedTime time;
    private final Secrets secrets;
    private final Sealing sealing;
    // Begun and not confirmed yet; lost with a restart, and then begun again
    private final Map<String, byte[]> begun = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST_BEGUN;
        }
    };

    SecondFactors(Transactions transactions, TrustedTime time, Secrets secrets, Sealing sealing) {
        this.transactions = transactions;
        this.time = time;
        this.secrets = secrets;
        this.sealing = sealing;
    }

    TotpEnrolment begin(Account account) {
        byte[] secret = secrets.bytes(Totp.SECRET_BYTES);
        synchronized (begun) {
            begun.put(account.login(), secret);
        }
        String text = Totp.base32(secret);
        String login = URLEncoder.encode(account.login(), StandardCharsets.UTF_8);
        return new TotpEnrolment(text, "otpauth://totp/Web%20Gate:" + login + "?secret=" + text + "&issuer=Web%20Gate");
    }

    /** The recovery codes where the digits fit the secret that was begun; empty where they don't. */
    Optional<List<String>> confirm(String login, String digits) throws AccessException {
        byte[] secret;
        synchronized (begun) {
            secret = begun.get(login);
        }
        if (secret == null) {
            return Optional.empty();
        }
        OptionalLong step = Totp.step(secret, plain(digits), time.instant(), 0);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        List<String> codes = new ArrayList<>();
        for (int count = 0; count < RECOVERY_CODES; count++) {
            String code = HexFormat.of().formatHex(secrets.bytes(RECOVERY_BYTES));
            codes.add(code.substring(0, 5) + "-" + code.substring(5, 10) + "-" + code.substring(10, 15) + "-"
                    + code.substring(15));
        }
        String totp = sealing.seal(context(login), HexFormat.of().formatHex(secret));
        transactions.write(connection -> {
            AccountTables.totp(connection, login, Optional.of(totp), step.getAsLong());
            AccountTables.recovery(
                    connection, login, codes.stream().map(SecondFactors::hash).toList());
            return true;
        });
        synchronized (begun) {
            begun.remove(login);
        }
        return Optional.of(List.copyOf(codes));
    }

    /** Whether the digits or the recovery code fit; each works once. */
    boolean use(Stored stored, String typed) throws AccessException {
        String login = stored.account().login();
        Optional<byte[]> secret = stored.totp()
                .flatMap(kept -> sealing.open(context(login), kept))
                .map(hex -> HexFormat.of().parseHex(hex));
        OptionalLong step = secret.isPresent()
                ? Totp.step(secret.get(), plain(typed), time.instant(), stored.totpStep())
                : OptionalLong.empty();
        if (step.isPresent()) {
            return transactions.write(connection -> AccountTables.useStep(connection, login, step.getAsLong()));
        }
        return transactions.write(connection -> AccountTables.useRecovery(connection, login, hash(typed)));
    }

    void remove(String login) throws AccessException {
        transactions.write(connection -> {
            AccountTables.totp(connection, login, Optional.empty(), 0);
            AccountTables.recovery(connection, login, List.of());
            return true;
        });
    }

    private static String context(String login) {
        return "second factor of " + login;
    }

    /** Authenticators show the digits in two groups. */
    private static String plain(String digits) {
        return digits.replaceAll("\\s", "");
    }

    private static String hash(String code) {
        return Secrets.hash(code.replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT));
    }
}
