// SPDX-License-Identifier: Apache-2.0
package io.webgate.exchange.client;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Connects an application outside the gate with its host. Connecting once more with the same names keeps the connection
 * alive: do so a few times within {@link Connection#expiresAt()}, and before each exchange whose permit is nearly over.
 * Thread-safe; calls block until the host has answered.
 */
public final class ExchangeClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI host;
    private final String token;
    private final Locale language;

    /**
     * Calls one host with one token.
     *
     * @param host such as {@code https://host:8443}
     * @param token of the device, or of an operator
     * @param language of the messages for people, English or Russian
     */
    public ExchangeClient(HttpClient http, URI host, String token, Locale language) {
        this.http = http;
        this.host = host;
        this.token = token;
        this.language = language;
    }

    /**
     * What an application says of itself.
     *
     * @param label how the pages call it
     * @param group what several connections share, such as a scale manager
     * @param weight how many units it counts, at least 1
     * @param features what its profile uses, of those that the module declares
     * @param lastActiveAt when a person last worked at it; empty: now
     */
    public record Wish(
            Optional<String> label,
            Optional<String> group,
            long weight,
            Set<String> features,
            Optional<Instant> lastActiveAt) {

        /** One unit, nothing more to say. */
        public static final Wish PLAIN = new Wish(Optional.empty(), Optional.empty(), 1, Set.of(), Optional.empty());

        public Wish {
            features = Set.copyOf(features);
        }

        /** The same with a name for the pages. */
        public Wish label(String name) {
            return new Wish(Optional.of(name), group, weight, features, lastActiveAt);
        }

        /** The same as a part of a group. */
        public Wish group(String name) {
            return new Wish(label, Optional.of(name), weight, features, lastActiveAt);
        }

        /** The same, counting so many units. */
        public Wish weight(long units) {
            return new Wish(label, group, units, features, lastActiveAt);
        }

        /** The same with these features in its profile. */
        public Wish features(String... used) {
            return new Wish(label, group, weight, Set.of(used), lastActiveAt);
        }

        /** The same, idle since then. */
        public Wish idleSince(Instant since) {
            return new Wish(label, group, weight, features, Optional.of(since));
        }

        private String json() {
            List<String> members = new ArrayList<>();
            label.ifPresent(text -> members.add("\"label\":" + Json.quoted(text)));
            group.ifPresent(text -> members.add("\"group\":" + Json.quoted(text)));
            members.add("\"weight\":" + weight);
            if (!features.isEmpty()) {
                members.add(new TreeSet<>(features)
                        .stream().map(Json::quoted).collect(Collectors.joining(",", "\"features\":[", "]")));
            }
            lastActiveAt.ifPresent(time -> members.add("\"lastActiveAt\":" + Json.quoted(time.toString())));
            return "{" + String.join(",", members) + "}";
        }
    }

    /**
     * How a connection stands.
     *
     * @param seat its id
     * @param allowed whether data may pass; where not, keep it and try again: nothing is lost
     * @param reasons why not; empty where it may
     * @param goesOn what may be done all the same, such as {@code debit-existing}
     * @param permit what to send to the other side of the exchange; empty where nothing is permitted
     * @param expiresAt when it ends without another call
     */
    public record Connection(
            String seat,
            boolean allowed,
            List<Reason> reasons,
            Set<String> goesOn,
            Optional<String> permit,
            Optional<Instant> expiresAt) {

        public Connection {
            reasons = List.copyOf(reasons);
            goesOn = Set.copyOf(goesOn);
        }
    }

    /**
     * Why an exchange is suspended.
     *
     * @param module whose rule it is
     * @param cause {@code excess}, {@code features}, {@code not-licensed} and so on
     * @param limit how many are licensed
     * @param used how many are in use
     * @param text for a person, in the client's language, with what to do
     */
    public record Reason(String module, String cause, long limit, long used, String text) {}

    /** The host refuses. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;

        Refused(int status, String code, String detail) {
            super(detail);
            this.status = status;
            this.code = code;
        }

        /** The HTTP status: 409 for the one too many, 410 for who made room, 403, 503, 507. */
        public int status() {
            return status;
        }

        /** The stable code: {@code limit-exceeded}. The message is for a person. */
        public String code() {
            return code;
        }
    }

    /** Connects, or keeps the connection alive and says what it counts now. */
    public Connection connect(String module, String device, Wish wish)
            throws Refused, IOException, InterruptedException {
        return connection(send("PUT", path("connections", module, device), wish.json()));
    }

    /** Reports what the application counts itself; a connection of that source. */
    public Connection report(String module, String source, long count)
            throws Refused, IOException, InterruptedException {
        return connection(send("PUT", path("counts", module, source), "{\"count\":" + count + "}"));
    }

    /** Leaves. Its place in the order of connection is kept for some days. False where it was not connected. */
    public boolean leave(String module, String device) throws Refused, IOException, InterruptedException {
        try {
            send("DELETE", path("connections", module, device), "");
            return true;
        } catch (Refused refused) {
            if (refused.code().equals("seat-unknown")) {
                return false;
            }
            throw refused;
        }
    }

    /** The host's public keys, for {@link PermitVerifier}; asks for the right of a viewer. */
    public String keys() throws Refused, IOException, InterruptedException {
        return send("GET", "/api/v1/exchange/keys", "");
    }

    private static String path(String kind, String module, String name) {
        return "/api/v1/" + kind + "/" + segment(module) + "/" + segment(name);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }

    private String send(String method, String path, String body) throws Refused, IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(host.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("Accept-Language", language.getLanguage())
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        throw refused(response);
    }

    private static Refused refused(HttpResponse<String> response) {
        try {
            Map<?, ?> problem = map(Json.read(response.body()));
            return new Refused(response.statusCode(), text(problem, "code"), text(problem, "detail"));
        } catch (IllegalArgumentException | IOException notOurs) {
            // A proxy between, most likely
            return new Refused(response.statusCode(), "unknown", "The host answers " + response.statusCode());
        }
    }

    private static Connection connection(String body) throws IOException {
        try {
            Map<?, ?> answer = map(Json.read(body));
            List<Reason> reasons = new ArrayList<>();
            if (answer.get("reasons") instanceof List<?> given) {
                for (Object one : given) {
                    Map<?, ?> reason = map(one);
                    reasons.add(new Reason(
                            optional(reason, "module").orElse(""),
                            text(reason, "cause"),
                            number(reason, "limit"),
                            number(reason, "used"),
                            text(reason, "text")));
                }
            }
            Set<String> goesOn = new TreeSet<>();
            map(answer.get("operations")).forEach((operation, may) -> {
                if (Boolean.TRUE.equals(may)) {
                    goesOn.add(operation.toString());
                }
            });
            return new Connection(
                    text(answer, "seat"),
                    text(answer, "exchange").equals("allowed"),
                    reasons,
                    goesOn,
                    optional(answer, "permit"),
                    optional(answer, "expiresAt").map(Instant::parse));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw new IOException("The host's answer is not understood", malformed);
        }
    }

    private static Map<?, ?> map(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IOException("The host's answer is not understood");
    }

    private static Optional<String> optional(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static String text(Map<?, ?> object, String name) throws IOException {
        return optional(object, name).orElseThrow(() -> new IOException("The host's answer lacks " + name));
    }

    private static long number(Map<?, ?> object, String name) throws IOException {
        if (object.get(name) instanceof Double number) {
            return number.longValue();
        }
        throw new IOException("The host's answer lacks " + name);
    }
}
