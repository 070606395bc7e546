namespace AlbEmulator.Tests.Support;

/// <summary>Tests that need the machine for themselves: they run one after the other, when all others are done.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LoadCollection
{
    public const string Name = "Load";
}
