// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table for people, and a JSON file a benchmark for programs. */
final class Report {

    private final Path folder;

    Report(Path folder) {
        this.folder = folder;
    }

    /** In Markdown, so that it can be kept as it is. */
    static String table(List<Row> rows) {
        StringBuilder table = new StringBuilder();
        table.append("| goal | what | ours | baseline | ratio | 95 % interval | bound | result |\n");
        table.append("|---|---|---:|---:|---:|---|---|---|\n");
        for (Row row : rows) {
            String unit = " " + row.unit();
            String baseline = row.ratio()
                    .map(ratio -> Figures.plain(ratio.baseline()) + unit)
                    .orElse("");
            String ratio =
                    row.ratio().map(found -> Figures.plain(found.ratio())).orElse("");
            String interval = row.ratio()
                    .map(found -> Figures.plain(found.low()) + " – " + Figures.plain(found.high()))
                    .orElse("");
            String bound = row.bound()
                    .map(limit -> limit + (row.ratio().isPresent() ? "" : unit))
                    .orElse("");
            table.append("| ")
                    .append(String.join(
                            " | ",
                            row.goal(),
                            row.name(),
                            Figures.plain(row.ours()) + unit,
                            baseline,
                            ratio,
                            interval,
                            bound,
                            row.result()))
                    .append(" |\n");
        }
        return table.toString();
    }

    void write(Bench bench, Bench.Outcome outcome, String loadBefore, String loadAfter) throws IOException {
        JsonObject whole = new JsonObject();
        whole.addProperty("bench", bench.name());
        whole.addProperty("about", bench.about());
        whole.addProperty("machine", Load.machine());
        whole.addProperty("loadBefore", loadBefore);
        whole.addProperty("loadAfter", loadAfter);
        JsonArray rows = new JsonArray();
        outcome.rows().forEach(row -> rows.add(json(row)));
        whole.add("rows", rows);
        JsonArray notes = new JsonArray();
        outcome.notes().forEach(notes::add);
        whole.add("notes", notes);
        String text = new GsonBuilder().setPrettyPrinting().create().toJson(whole) + "\n";
        Files.writeString(folder.resolve(bench.name() + ".json"), text, StandardCharsets.UTF_8);
    }

    private static JsonObject json(Row row) {
        JsonObject json = new JsonObject();
        json.addProperty("goal", row.goal());
        json.addProperty("name", row.name());
        json.addProperty("unit", row.unit());
        json.addProperty("ours", row.ours());
        row.ratio().ifPresent(ratio -> {
            json.addProperty("baseline", ratio.baseline());
            json.addProperty("ratio", ratio.ratio());
            json.addProperty("low", ratio.low());
            json.addProperty("high", ratio.high());
            json.addProperty("blocks", ratio.blocks());
        });
        row.bound().ifPresent(bound -> json.addProperty("bound", bound.toString()));
        json.addProperty("result", row.result());
        return json;
    }
}
