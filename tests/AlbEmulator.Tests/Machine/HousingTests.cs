using AlbEmulator.Machine;

namespace AlbEmulator.Tests.Machine;

public sealed class HousingTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, string> _variables = [];

    [Theory]
    [InlineData("/.dockerenv", "")]
    [InlineData("/run/.containerenv", "engine=podman")]
    public void Container_is_known_by_the_file_that_its_engine_leaves(string file, string text)
    {
        Assert.False(Detect().IsContainer);

        _files[file] = text;

        Assert.True(Detect().IsContainer);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    public void Container_is_known_by_what_its_image_says(string value, bool isContainer)
    {
        _variables["DOTNET_RUNNING_IN_CONTAINER"] = value;

        Assert.Equal(isContainer, Detect().IsContainer);
    }

    [Theory]
    [InlineData("nameserver 127.0.0.11\noptions ndots:0", true, true)]
    [InlineData("search dns.podman\nnameserver 10.89.0.1", true, true)]
    [InlineData("nameserver 192.0.2.1", true, false)]
    [InlineData("nameserver 127.0.0.11", false, false)]
    public void Services_have_names_where_the_engine_is_the_resolver(string resolver, bool isContainer, bool hasNames)
    {
        _files["/etc/resolv.conf"] = resolver;
        if (isContainer)
        {
            _files["/.dockerenv"] = "";
        }

        Assert.Equal(hasNames, Detect().HasServiceNames);
    }

    [Fact]
    public void Own_container_is_known_by_its_name_or_by_where_its_name_comes_from()
    {
        Assert.False(Detect(Id[..12]).IsOwn(Id));

        _files["/.dockerenv"] = "";
        Assert.True(Detect(Id[..12]).IsOwn(Id));
        Assert.False(Detect("build-7").IsOwn(Id));

        _files["/proc/self/mountinfo"] = $"1 2 8:1 /x/{Id}/mounts/shm /dev/shm rw\n3 4 8:1 /x/{Id[1..]}0/hostname /etc/hostname rw";
        Assert.False(Detect("build-7").IsOwn(Id));

        _files["/proc/self/mountinfo"] = $"3 4 8:1 /var/lib/docker/containers/{Id}/hostname /etc/hostname rw";
        Assert.True(Detect("build-7").IsOwn(Id));
        Assert.False(Detect("").IsOwn(""));
    }

    [Fact]
    public void Machine_is_looked_at_without_an_error() => Assert.Equal(File.Exists("/.dockerenv") || File.Exists("/run/.containerenv")
        || Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1", Housing.Detect().IsContainer);

    private Housing Detect(string name = "") => Housing.Detect(_variables.GetValueOrDefault, _files.GetValueOrDefault, name);
}
