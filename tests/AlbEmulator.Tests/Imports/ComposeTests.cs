using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports;

/// <summary>Compose files, whose services become target groups by labels.</summary>
public sealed class ComposeTests : ComposeStage
{
    private const string Shop = """
        services:
          web: { image: web, ports: ["3000:3000"] }
          api: { image: api, ports: ["5001:8080"], labels: { alb.path: "/api/*" } }
          db: { image: postgres, ports: ["5432:5432"] }
          worker: { image: worker }
          alb: { image: "registry:5000/team/alb-emulator:1", ports: ["8080:8080"] }
        """;

    [Fact]
    public void One_line_of_labels_is_enough()
    {
        var reading = Read(Shop);

        Assert.Empty(reading.Problems);
        Assert.Equal(
            [
                "LoadBalancers:",
                "  - Name: compose",
                "    Listeners:",
                "      - Port: 8080",
                "        Protocol: HTTP",
                "        DefaultActions:",
                "          - Type: forward",
                "            TargetGroupArn: web",
                "        Rules:",
                "          - Priority: 10",
                "            Conditions:",
                "              - Field: path-pattern",
                "                Values:",
                "                  - \"/api/*\"",
                "            Actions:",
                "              - Type: forward",
                "                TargetGroupArn: api",
                "TargetGroups:",
                "  - Name: api",
                "    Targets:",
                "      - Id: \"127.0.0.1\"",
                "        Port: 5001",
                "  - Name: web",
                "    Targets:",
                "      - Id: \"127.0.0.1\"",
                "        Port: 3000",
            ],
            TopologyText.Of(reading, [], Workspace.PathOf).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.StartsWith('#')));
        Assert.Equal(
            "compose.yaml:4: services.db: without labels no requests go to \"db\" (port 5432 is of PostgreSQL); \"worker\" (no port)",
            Assert.Single(reading.Notes).ToString());
    }

    [Theory]
    [InlineData(ContainerAddresses.Auto, true, "api api:8080, web web:3000")]
    [InlineData(ContainerAddresses.Auto, false, "api 127.0.0.1:5001, web 127.0.0.1:3000")]
    [InlineData(ContainerAddresses.Network, false, "api api:8080, web web:3000")]
    [InlineData(ContainerAddresses.Published, true, "api 127.0.0.1:5001, web 127.0.0.1:3000")]
    public void Services_are_reached_by_name_from_among_them_and_else_where_they_are_published(
        ContainerAddresses addresses, bool hasServiceNames, string targets)
    {
        Workspace.Settings.ContainerAddresses = addresses;

        Assert.Equal(targets, Targets(Read(Shop, hasServiceNames)));
    }

    [Theory]
    [InlineData("ports: [\"3000:80\"]", "web 127.0.0.1:3000")]
    [InlineData("ports: [\"127.0.0.1:3000:80\"]", "web 127.0.0.1:3000")]
    [InlineData("ports: [\"0.0.0.0:3000:80/tcp\"]", "web 127.0.0.1:3000")]
    [InlineData("ports: [\"192.0.2.1:3000:80\"]", "web 192.0.2.1:3000")]
    [InlineData("ports: [\"[::1]:3000:80\"]", "web localhost:3000")]
    [InlineData("ports: [\"3000-3001:80-81\"], labels: { alb.port: 81 }", "web 127.0.0.1:3001")]
    [InlineData("ports: [{ target: 80, published: 3000 }, { target: 81, protocol: udp }]", "web 127.0.0.1:3000")]
    [InlineData("ports: [{ target: 80, published: \"3000\", host_ip: 127.0.0.1 }]", "web 127.0.0.1:3000")]
    [InlineData("ports: [\"53:53/udp\", \"3000:80\"]", "web 127.0.0.1:3000")]
    [InlineData("ports: [\"3000:80\", \"9229:9229\"]", "web 127.0.0.1:3000")]
    [InlineData("ports: [\"3000:80\"], expose: [\"80\"]", "web 127.0.0.1:3000")]
    [InlineData("ports: [\"3000:80\", \"3001:81\"], labels: [\"alb.port=81\"]", "web 127.0.0.1:3001")]
    [InlineData("network_mode: host, labels: { alb.port: 80 }", "web 127.0.0.1:80")]
    public void Published_ports_are_read_in_every_form(string service, string targets) =>
        Assert.Equal(targets, Targets(Read($"services: {{ web: {{ {service} }} }}")));

    [Theory]
    [InlineData("alb.ignore: \"true\"", "web 127.0.0.1:3000")]
    [InlineData("alb.ignore: \"\"", "web 127.0.0.1:3000")]
    [InlineData("alb.port: 4000", "admin 127.0.0.1:4000")]
    [InlineData("alb.host: admin.localhost", "admin 127.0.0.1:4000, web 127.0.0.1:3000")]
    public void Label_makes_clear_which_is_the_default(string label, string targets) =>
        Assert.Equal(targets, Targets(Read(
            $"services: {{ web: {{ ports: [\"3000:3000\"] }}, admin: {{ ports: [\"4000:4000\"], labels: {{ {label} }} }} }}")));

    [Fact]
    public void Rules_without_priority_stand_behind_the_others_and_what_is_more_particular_first()
    {
        var reading = Read("""
            services:
              short: { ports: ["1:1"], labels: { alb.path: "/a/*" } }
              long: { ports: ["2:2"], labels: { alb.path: "/a/b/*, /c" } }
              both: { ports: ["3:3"], labels: { alb.path: "/a", alb.host: a.example.com } }
              host: { ports: ["4:4"], labels: { alb.host: b.example.com } }
              first: { ports: ["5:5"], labels: [alb.path=/*, alb.priority=7] }
            """);

        var listener = Assert.Single(Assert.Single(reading.Topology.LoadBalancers).Listeners);
        Assert.Equal([7, 10, 20, 30, 40], listener.Rules.Select(rule => rule.Priority));
        Assert.Equal(
            ["first", "both", "long", "short", "host"],
            listener.Rules.Select(rule => ((RuleAction.Forward)rule.Actions[0]).TargetGroups[0].TargetGroupArn.Split('/')[1]));
        Assert.Equal(2, listener.Rules[2].Conditions.OfType<Condition.PathPattern>().Single().Values.Count);
    }

    [Fact]
    public void Variables_come_from_the_environment_and_from_the_file_beside_it()
    {
        Workspace.Write(".env", """
            # ports
            export WEB_PORT=3000
            API="50${ONE}"   # quoted
            RAW='$x'
            """);
        Workspace.Variables["ONE"] = "01";
        Workspace.Variables["PREFIX"] = "";

        var reading = Read("""
            services:
              web: { ports: ["${WEB_PORT}:$WEB_PORT"] }
              api: { ports: ["${API}:${NONE:-80${ONE+8}0}"], labels: { alb.path: "${PREFIX:-/api}${PREFIX-x}/*$$${NONE:+n}${UNSET}" } }
            """);

        Assert.Equal("api 127.0.0.1:5001, web 127.0.0.1:3000", Targets(reading));
        Assert.Contains("/api/*$", TopologyText.Of(reading, [], Workspace.PathOf), StringComparison.Ordinal);
        Assert.Equal("compose.yaml:1: empty, since they are set neither in the environment nor in .env: UNSET", Assert.Single(reading.Notes).ToString());
    }

    [Fact]
    public void File_beside_it_that_changes_is_seen()
    {
        Workspace.Write(".env", "P=3000");
        Workspace.Write("compose.yaml", "services: { web: { ports: [\"${P}:80\"] } }");
        var files = Files(hasServiceNames: false);
        Assert.Equal("web 127.0.0.1:3000", Targets(files.Read(["compose.yaml"])));
        Assert.False(files.HaveChanged(isThorough: true));

        Workspace.Write(".env", "P=3001");

        Assert.True(files.HaveChanged(isThorough: true));
        Assert.Equal("web 127.0.0.1:3001", Targets(files.Read(["compose.yaml"])));
    }

    [Fact]
    public void Several_files_are_merged_and_one_that_compose_would_read_is_told_of()
    {
        Workspace.Write("compose.override.yaml", "services: { web: { labels: [alb.path=/web/*], ports: [\"3001:80\"] }, api: { ports: [\"1:1\"] } }");
        Workspace.Write("compose.yaml", "services: { web: { image: web, expose: [80], labels: { alb.path: /x, other: y } } }");
        var files = Files(hasServiceNames: false);

        var one = files.Read(["compose.yaml"]);
        var both = files.Read(["compose.yaml", "compose.override.yaml"]);

        Assert.Equal(
            "compose.override.yaml stands beside it and is not read: name it as well, where docker compose reads both", Assert.Single(one.Notes).Message);
        Assert.Empty(both.Notes);
        Assert.Equal("web 127.0.0.1:3001, api 127.0.0.1:1", Targets(both));
        Assert.Contains("/web/*", TopologyText.Of(both, [], Workspace.PathOf), StringComparison.Ordinal);
    }

    [Fact]
    public void Service_has_what_it_extends_here_or_in_another_file()
    {
        Workspace.Write("common.yaml", """
            services:
              base: { labels: { alb.port: 80, alb.path: "/base/*" } }
              middle: { extends: base, ports: ["3000:80"] }
            """);

        Assert.Equal("web 127.0.0.1:3000, api 127.0.0.1:3000", Targets(Read("""
            services:
              web: { extends: { file: common.yaml, service: middle } }
              api: { extends: { service: web }, labels: [alb.path=/api] }
            """)));
    }

    [Theory]
    [InlineData("", "web 127.0.0.1:1", 1)]
    [InlineData("debug,x", "web 127.0.0.1:1, tool 127.0.0.1:2", 0)]
    [InlineData("*", "web 127.0.0.1:1, tool 127.0.0.1:2", 0)]
    public void Profiles_are_asked_for_as_of_compose(string profiles, string targets, int notes)
    {
        Workspace.Variables["COMPOSE_PROFILES"] = profiles;

        var reading = Read("services: { web: { ports: [\"1:1\"], labels: { alb.path: /web } }, tool: { ports: [\"2:2\"], profiles: [debug] } }");

        Assert.Equal(targets, Targets(reading));
        Assert.Equal(notes, reading.Notes.Count(note => note.Message.Contains("set COMPOSE_PROFILES=debug for it", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_a_default_what_no_rule_takes_is_not_found()
    {
        var reading = Read("services: { api: { ports: [\"1:1\"], labels: { alb.path: /api } } }");

        Assert.Equal(404, Assert.IsType<RuleAction.FixedResponse>(
            reading.Topology.LoadBalancers[0].Listeners[0].DefaultActions[0]).StatusCode);
    }

    [Fact]
    public void Listener_is_the_one_that_the_setting_assumes()
    {
        Workspace.Settings.AssumeListener = "HTTPS:8443";

        var listener = Read(Shop).Topology.LoadBalancers[0].Listeners[0];

        Assert.Equal((8443, true), (listener.Port, listener.Protocol == ListenerProtocol.Https));
    }

    [Fact]
    public void Names_of_services_become_names_of_target_groups()
    {
        var reading = Read("""
            services:
              my_api.v1: { ports: ["1:1"], labels: { alb.path: /1 } }
              my-api-v1: { ports: ["2:2"], labels: { alb.path: /2 } }
              a-service-with-a-name-that-is-longer-than-any: { ports: ["3:3"], labels: { alb.path: /3 } }
            """);

        Assert.Empty(reading.Problems);
        Assert.Equal(3, reading.Topology.TargetGroups.Select(group => group.Name).Distinct().Count(name => name.Length <= 32));
    }
}
