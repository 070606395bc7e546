using AlbEmulator.Containers;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>The container engine that may be named among the files: what it told of its containers is read as one of them.</summary>
/// <param name="environment">The environment variables, which may say where it is.</param>
internal sealed class Engines(Func<string, string?> environment)
{
    private IReadOnlyList<EngineContainer>? _read;

    /// <summary>What it tells; null where none is named.</summary>
    public EngineView? View { get; private set; }

    /// <summary>Whether there are other containers than when they were read.</summary>
    public bool HaveChanged => !ReferenceEquals(_read, View?.Containers);

    /// <summary>The containers of the engine that is named; null where none is, or where it does not answer, which is told.</summary>
    public NamedEngine? Read(IReadOnlyList<string> files, List<Problem> problems)
    {
        var named = files.Where(EngineAddress.IsMeantBy).Distinct(StringComparer.Ordinal).ToList();
        if (named.Count == 0)
        {
            return null;
        }

        var origin = new Origin(named[0], 0, "");
        if (named.Count > 1)
        {
            problems.Add(new Problem(new Origin(named[1], 0, ""), $"is a second engine beside {Quoted.Plain(named[0])}: name one"));
            return null;
        }

        if (View is null)
        {
            var (address, problem) = EngineAddress.Of(named[0], environment);
            if (address is null)
            {
                problems.Add(new Problem(origin, problem!));
                return null;
            }

            View = new EngineView(new Engine(address, TimeProvider.System));
        }

        if (View.Open() is { } reason)
        {
            problems.Add(new Problem(origin, $"the container engine at {View.Engine.Address} does not answer, {Quoted.Sentence(reason)}: start it, or say "
                + "where it is with DOCKER_HOST or docker:///path/to/docker.sock"));
            return null;
        }

        _read = View.Containers;
        return new NamedEngine(named[0], View.Engine.Address, _read!);
    }
}
