using System.Globalization;
using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;

namespace AlbEmulator.Testcontainers;

/// <summary>
/// Makes an <see cref="AlbContainer"/> of the image of the emulator. It has begun when its listeners are bound; a topology that is
/// wrong ends it, and the exception has what it said.
/// </summary>
/// <example><code>
/// await using var alb = new AlbBuilder("alb-emulator:local").WithTopology(yaml).WithListener(80).Build();
/// await alb.StartAsync();
/// var answer = await alb.CreateClient(80).GetAsync("http://shop.example.com/api/orders");
/// </code></example>
public sealed class AlbBuilder : ContainerBuilder<AlbBuilder, AlbContainer, AlbConfiguration>
{
    /// <summary>The port of the listener of the example that the image runs where no topology is given.</summary>
    public const int UsualListenerPort = 8080;

    internal const int ControlPort = 4580;

    private const string Topology = "/alb/topology.yaml";

    /// <param name="image">Such as <c>alb-emulator:local</c>: in no registry is one under this name, so say which you built or pushed.</param>
    public AlbBuilder(string image)
        : this(new AlbConfiguration()) => DockerResourceConfiguration = Init().WithImage(image).DockerResourceConfiguration;

    private AlbBuilder(AlbConfiguration configuration)
        : base(configuration) => DockerResourceConfiguration = configuration;

    protected override AlbConfiguration DockerResourceConfiguration { get; }

    /// <summary>The topology file, as text: YAML or JSON, or whatever else <c>alb run</c> reads as one file.</summary>
    /// <param name="text">Its content.</param>
    public AlbBuilder WithTopology(string text) => WithResourceMapping(Encoding.UTF8.GetBytes(text), Topology).WithCommand("run", Topology);

    /// <summary>Makes the port of a listener one that can be reached from outside; <see cref="UsualListenerPort"/> unless one is named.</summary>
    /// <param name="port">Of the listener, 1 to 65535.</param>
    public AlbBuilder WithListener(int port) => Merge(DockerResourceConfiguration, new AlbConfiguration([port])).WithPortBinding(port, assignRandomHostPort: true);

    /// <summary>A setting of the section <c>Alb</c>, as <c>alb help settings</c> has them.</summary>
    /// <param name="name">Such as <c>StrictRules</c>, or <c>PortMap:80</c>.</param>
    /// <param name="value">Such as <c>true</c>.</param>
    public AlbBuilder WithSetting(string name, string value) =>
        WithEnvironment($"Alb__{name.Replace(":", "__", StringComparison.Ordinal)}", value);

    public override AlbContainer Build()
    {
        Validate();
        var ready = DockerResourceConfiguration.ListenerPorts is null ? WithListener(UsualListenerPort) : this;
        return new AlbContainer(ready.DockerResourceConfiguration);
    }

    /// <summary>Tests may have it fail, and targets may be programs of this machine.</summary>
    protected override AlbBuilder Init() => base.Init()
        .WithPortBinding(ControlPort, assignRandomHostPort: true)
        .WithSetting("ConsoleActions", "true")
        .WithExtraHost("host.docker.internal", "host-gateway")
        .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(static request => request.ForPort(ControlPort).ForPath("/health")));

    protected override void Validate()
    {
        base.Validate();
        foreach (var port in DockerResourceConfiguration.ListenerPorts ?? [])
        {
            if (port is < 1 or > 65535 or ControlPort)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"{port} cannot be the port of a listener: it is 1 to 65535, and {ControlPort} is the control port"));
            }
        }
    }

    protected override AlbBuilder Clone(IResourceConfiguration<CreateContainerParameters> resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new AlbConfiguration(resourceConfiguration));

    protected override AlbBuilder Clone(IContainerConfiguration resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new AlbConfiguration(resourceConfiguration));

    protected override AlbBuilder Merge(AlbConfiguration oldValue, AlbConfiguration newValue) => new(new AlbConfiguration(oldValue, newValue));
}
