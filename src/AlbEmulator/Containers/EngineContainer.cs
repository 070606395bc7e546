namespace AlbEmulator.Containers;

/// <summary>A container as its engine lists it.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Name">Without the slash before it.</param>
internal sealed record EngineContainer(string Id, string Name)
{
    private const string ComposeProject = "com.docker.compose.project";
    private const string ComposeService = "com.docker.compose.service";

    /// <summary>Images that compose builds have its other labels, and so has whatever is started from them.</summary>
    private const string ComposeNumber = "com.docker.compose.container-number";

    /// <summary>Name of its image, as it was started with.</summary>
    public string Image { get; init; } = "";

    /// <summary>What runs in it.</summary>
    public string Command { get; init; } = "";

    public bool IsRunning { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Its ports of TCP: exposed, published or both.</summary>
    public IReadOnlyList<EnginePort> Ports { get; init; } = [];

    /// <summary>Its address in each of its networks, by the id of the network; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it has the network of the machine.</summary>
    public bool IsOnHost { get; init; }

    /// <summary>The project of compose that it belongs to; null for none.</summary>
    public string? Project => OfCompose(ComposeProject);

    /// <summary>What it is a replica of: the service of compose, else itself.</summary>
    public string Service => OfCompose(ComposeService) ?? Name;

    private string? OfCompose(string label) => Labels.ContainsKey(ComposeNumber) ? Labels.GetValueOrDefault(label) : null;
}

/// <summary>A port of TCP of a container.</summary>
/// <param name="Container">In the container.</param>
/// <param name="Published">On the machine of the engine; null where it is not published.</param>
/// <param name="Host">Address on which it is published; empty for all.</param>
internal sealed record EnginePort(int Container, int? Published, string Host);
