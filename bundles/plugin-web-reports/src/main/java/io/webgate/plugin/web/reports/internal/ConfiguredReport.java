// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal;

import io.webgate.gate.api.GateNames;
import io.webgate.gate.meter.ConfigurationMeter;
import io.webgate.plugin.web.reports.internal.report.ConfigurationName;
import io.webgate.plugin.web.reports.internal.report.DefinitionText;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/**
 * One report, as its configuration has it (R64). What counts as enabled is the meter's word (R27); settings that make no
 * report stay in the list, so that their reader learns why.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = ConfiguredReport.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@SatisfyingConditionTarget("(osgi.condition.id=" + GateNames.MODULE_CONDITION + ReportService.MODULE + ")")
@Designate(ocd = ConfiguredReport.Settings.class, factory = true)
public final class ConfiguredReport {

    static final String PID = "io.webgate.plugin.web-reports";

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredReport.class);

    private final ReportList list;
    private final String pid;

    /** The settings of a report. */
    @ObjectClassDefinition(
            id = PID,
            name = "%report.name",
            description = "%report.description",
            localization = "OSGI-INF/l10n/web-reports")
    public @interface Settings {

        @AttributeDefinition(name = "%enabled.name", description = "%enabled.description", required = false)
        boolean enabled() default true;

        @AttributeDefinition(name = "%title.name", description = "%title.description")
        String title();

        @AttributeDefinition(name = "%title.ru.name", description = "%title.ru.description", required = false)
        String title_ru() default "";

        @AttributeDefinition(name = "%report.source.name", description = "%report.source.description")
        String source();

        @AttributeDefinition(name = "%query.name", description = "%query.description", max = "20000")
        String query();

        @AttributeDefinition(name = "%parameters.name", description = "%parameters.description", required = false)
        String[] parameters() default {};

        @AttributeDefinition(name = "%columns.name", description = "%columns.description", required = false)
        String[] columns() default {};

        @AttributeDefinition(name = "%chart.name", description = "%chart.description", required = false)
        String chart() default "";

        @AttributeDefinition(name = "%readers.name", description = "%readers.description", required = false)
        String[] readers() default {};

        @AttributeDefinition(
                name = "%rows.name",
                description = "%rows.description",
                required = false,
                min = "1",
                max = "1048575")
        int rows() default 100_000;

        @AttributeDefinition(name = "%timeout.name", description = "%timeout.description", required = false)
        String timeout() default "PT30S";

        @AttributeDefinition(name = "%hint.name", required = false)
        String webconsole_configurationFactory_nameHint() default "{title}";
    }

    /** Called by SCR. */
    @Activate
    public ConfiguredReport(@Reference ReportList list, Map<String, Object> settings) {
        this.list = list;
        this.pid = String.valueOf(settings.get(Constants.SERVICE_PID));
        take(settings);
    }

    @Modified
    void take(Map<String, Object> settings) {
        if (!ConfigurationMeter.isOn(settings)) {
            list.remove(pid);
            return;
        }
        String name = ConfigurationName.of(PID, pid);
        DefinitionText.Result read = DefinitionText.read(name, settings);
        if (read.report().isEmpty()) {
            LOG.warn("Report {}: {}", name, read.faults().english());
        }
        list.put(pid, new ReportList.Entry(name, read));
    }

    @Deactivate
    void gone() {
        list.remove(pid);
    }
}
