// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.webgate.access.Route;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** The served description, against which every answer of a test is held. */
final class OpenApi {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode document = parse(Face.openApi());

    /** Every described operation as {@code METHOD /path}. */
    Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return all;
    }

    /** The right that an operation asks for. */
    String right(String operation) {
        JsonNode node = operation(operation.split(" ", 2)[0], operation.split(" ", 2)[1]);
        return node.has("security") ? "public" : node.get("x-right").asText();
    }

    /** Fails unless the answer is one that the description allows for this request. */
    void check(Ask ask, Answer answer) {
        String path = operations().stream()
                .map(operation -> operation.split(" ", 2))
                .filter(operation -> operation[0].equals(ask.method()))
                .map(operation -> Route.parse("GET " + operation[1] + " viewer"))
                .filter(route -> route.match(ask.path()).isPresent())
                .max(Comparator.comparing(route -> route, Route::bySpecificity))
                .map(Route::pattern)
                .orElse("");
        if (path.isEmpty()) {
            assertThat(answer.status())
                    .as("%s %s is not described", ask.method(), ask.path())
                    .isIn(404, 405);
            return;
        }
        JsonNode responses = operation(ask.method(), path).get("responses");
        String status = Integer.toString(answer.status());
        JsonNode response = responses.has(status) ? responses.get(status) : responses.get(status.charAt(0) + "XX");
        assertThat(response).as("%s %s answers %s", ask.method(), path, status).isNotNull();
        JsonNode content = resolved(response).path("content");
        if (answer.type().isEmpty()) {
            assertThat(content.isMissingNode()).isTrue();
            return;
        }
        String type = answer.type().split(";", 2)[0];
        assertThat(content.has(type))
                .as("%s %s answers %s", ask.method(), path, type)
                .isTrue();
        if (content.get(type).has("schema")) {
            assertThat(schema(content.get(type).get("schema")).validate(parse(answer.body())))
                    .as("%s %s: %s", ask.method(), path, answer.body())
                    .isEmpty();
        }
    }

    /** The schema with the components beside it, so that its references resolve. */
    private JsonSchema schema(JsonNode schema) {
        ObjectNode alone = schema.deepCopy();
        alone.set("components", document.get("components"));
        return SCHEMAS.getSchema(alone);
    }

    private JsonNode operation(String method, String path) {
        return document.get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError("Not JSON: " + json, malformed);
        }
    }
}
