using AlbEmulator.Containers;

namespace AlbEmulator.Tests.Containers;

public sealed class EngineAddressTests
{
    [Theory]
    [InlineData("docker:///run/user/1000/docker.sock", null, "/run/user/1000/docker.sock", null)]
    [InlineData("docker:///a.sock", "unix:///b.sock", "/a.sock", null)]
    [InlineData("docker://", "unix:///b.sock", "/b.sock", null)]
    [InlineData("DOCKER://", "tcp://127.0.0.1:2375", "http://127.0.0.1:2375/", null)]
    [InlineData("docker://", "tcp://engine.example.com:2376", "http://engine.example.com:2376/", "engine.example.com")]
    [InlineData("docker://engine", null, "http://engine:2375/", "engine")]
    [InlineData("docker://[::1]:99", null, "http://[::1]:99/", null)]
    public void Engine_is_where_its_name_says_and_else_where_the_environment_does(string name, string? variable, string address, string? host)
    {
        var (found, problem) = EngineAddress.Of(name, asked => asked == "DOCKER_HOST" ? variable : null);

        Assert.Null(problem);
        Assert.Equal((address, host), (found!.ToString(), found.Host));
    }

    [Theory]
    [InlineData("docker://", "ssh://me@host", "is no place of an engine: write unix:///path/to/socket or tcp://127.0.0.1:2375 in DOCKER_HOST")]
    [InlineData("docker://", "ssh://host", "is an engine that is spoken to in ssh, which the emulator does not: write unix:///path/to/socket or tcp://127.0.0.1:2375 in DOCKER_HOST")]
    [InlineData("docker://", "npipe:////./pipe/docker_engine", "is an engine that is spoken to in npipe, which the emulator does not: write unix:///path/to/socket or tcp://127.0.0.1:2375 in DOCKER_HOST")]
    [InlineData("docker://", "docker.sock", "is no place of an engine: write unix:///path/to/socket or tcp://127.0.0.1:2375 in DOCKER_HOST")]
    [InlineData("docker://a b", null, "is no place of an engine: write docker:///path/to/socket or docker://127.0.0.1:2375")]
    [InlineData("docker://host/path", null, "is no place of an engine: write docker:///path/to/socket or docker://127.0.0.1:2375")]
    public void What_is_no_engine_is_told_with_what_to_write(string name, string? variable, string problem) =>
        Assert.Equal((null, problem), EngineAddress.Of(name, asked => asked == "DOCKER_HOST" ? variable : null));

    [Fact]
    public void Engine_that_is_spoken_to_over_TLS_is_refused()
    {
        var (address, problem) = EngineAddress.Of("docker://", asked => asked == "DOCKER_HOST" ? "tcp://engine:2376" : "1");

        Assert.Null(address);
        Assert.StartsWith("is an engine that is spoken to over TLS, as DOCKER_TLS_VERIFY says", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_of_which_nothing_is_said_is_that_of_the_other_programs() =>
        Assert.NotNull(EngineAddress.Of("docker://", _ => null).Address);

    [Theory]
    [InlineData("docker://", true)]
    [InlineData("Docker:///x", true)]
    [InlineData("docker.yaml", false)]
    [InlineData("docker:/x", false)]
    public void Name_of_an_engine_is_no_name_of_a_file(string name, bool isEngine) => Assert.Equal(isEngine, EngineAddress.IsMeantBy(name));
}
