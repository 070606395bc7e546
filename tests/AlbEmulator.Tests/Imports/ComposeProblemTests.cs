namespace AlbEmulator.Tests.Imports;

/// <summary>What is wrong with compose files, or not done of them: told by name, with what to write.</summary>
public sealed class ComposeProblemTests : ComposeStage
{
    [Theory]
    [InlineData("ports: [\"80\"]", "the engine chooses at which port it publishes port 80 of \"web\": write ports: [\"80:80\"], or let alb run docker:// ask the engine")]
    [InlineData("ports: [\"3000-3009:80\"]", "the engine chooses at which port it publishes port 80 of \"web\": write ports: [\"80:80\"], or let alb run docker:// ask the engine")]
    [InlineData("expose: [80]", "\"web\" does not publish its port 80, and from this machine it is reached at no other: write ports: [\"80:80\"], or run the emulator as a service of this file")]
    [InlineData("ports: [\"1:1\", \"2:2\"]", "\"web\" has the ports 1, 2: write which of them takes requests, such as alb.port: 1")]
    [InlineData("labels: { alb.path: /x }", "\"web\" says no port: write alb.port, the port on which it listens in its container, such as alb.port: 3000")]
    [InlineData("ports: [\"x:80\"], labels: { alb.port: 80 }", "\"x:80\" is no port: write one such as \"3000\" or \"8081:3000\"")]
    [InlineData("ports: [\"80:80\"], network_mode: \"service:other\"", "\"web\" has the network_mode \"service:other\", where it has no address of its own: write the labels for the service whose network it has, or remove network_mode")]
    [InlineData("ports: [\"80:80\"], labels: { alb.pth: /x }", "\"alb.pth\" is no label of the emulator's: did you mean \"alb.path\"?")]
    [InlineData("ports: [\"80:80\"], labels: [\"alb.weight=3\"]", "\"alb.weight\" is no label of the emulator's: there are alb.path, alb.host, alb.port, alb.priority, alb.ignore; for all else write a topology file")]
    [InlineData("ports: [\"80:80\"], labels: { alb.port: 0 }", "alb.port is the port on which the container listens, 1 to 65535, not \"0\"")]
    [InlineData("ports: [\"80:80\"], labels: { alb.priority: 1 }", "alb.priority goes with alb.path or alb.host, and what has neither takes all that is left: remove it")]
    [InlineData("ports: [\"80:80\"], labels: { alb.path: \"\" }", "alb.path is empty: write a path such as /api/*, or several with commas between them")]
    [InlineData("ports: [\"80:80\"], labels: { alb.host: \",\" }", "alb.host is empty: write a host such as api.example.com, or several with commas between them")]
    [InlineData("ports: [\"80:80\"], labels: { alb.ignore: maybe }", "alb.ignore is true or false, not \"maybe\"")]
    [InlineData("ports: [\"80:80\"], deploy: { labels: { alb.path: /x } }", "labels of deploy are not those of containers: write them below labels of the service")]
    [InlineData("image: web", "no service gets requests: write a label for one, such as labels: { alb.port: 3000 }, or the ports of one that is to get them")]
    [InlineData("extends: { service: wb }", "there is no service \"wb\" to extend: did you mean \"web\"?")]
    [InlineData("extends: web", "\"web\" extends itself, or more than 16 services one after the other")]
    [InlineData("extends: { file: other.yaml, service: x }", "\"other.yaml\" is not there to be extended")]
    [InlineData("ports: [\"${PORT:?say it}:80\"]", "needs the variable PORT, which is not set: say it")]
    [InlineData("ports: [\"80:80\"], labels: { alb.path: \"/$\" }", "has a $ that begins no variable: write $$ for a dollar")]
    [InlineData("ports: [\"80:80\"], labels: { alb.path: \"/${a b}\" }", "has a ${ that is not ${NAME}, ${NAME:-default}, ${NAME:+other} or ${NAME:?message}")]
    public void What_is_wrong_or_not_done_is_told_with_what_to_write(string service, string problem) =>
        Assert.Contains(problem, Read($"services: {{ web: {{ {service} }} }}").Problems.Select(found => found.Message));

    [Fact]
    public void Services_without_labels_that_may_all_be_the_default_are_told_by_name() =>
        Assert.Equal(
            "compose.yaml:1: services.admin: \"web\", \"admin\" have no labels, and one service at most takes what no other does: write alb.path or alb.host "
                + "for the others, alb.ignore: \"true\" where none is meant to get requests, or alb.port: 3000 for \"web\" alone, so that it is the default",
            Assert.Single(Read("services: { web: { ports: [\"3000:3000\"] }, admin: { ports: [\"4000:4000\"] } }").Problems).ToString());

    [Fact]
    public void Two_services_with_the_same_path_are_told() =>
        Assert.Equal(
            "takes the same requests as \"a\", which would get them all: give the two other values of alb.path or alb.host",
            Assert.Single(Read("services: { a: { ports: [\"1:1\"], labels: { alb.path: /x } }, b: { ports: [\"2:2\"], labels: { alb.path: /x } } }").Problems).Message);

    [Theory]
    [InlineData("echo")]
    [InlineData("localhost")]
    public void Service_whose_name_means_something_else_is_told(string name) =>
        Assert.Contains("cannot be called", Assert.Single(
            Read($"services: {{ {name}: {{ ports: [\"1:1\"] }} }}", hasServiceNames: true).Problems).Message, StringComparison.Ordinal);
}
