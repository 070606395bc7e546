using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>
/// A value of a JSON or YAML file, with the place where it stands. Both formats become the same tree.
/// </summary>
internal abstract record Node(Origin Origin)
{
    /// <summary>Whether something within it is taken from the environment.</summary>
    public abstract bool HasVariables { get; }

    /// <summary>Bytes of the text of a mapping or a sequence, from <see cref="Origin.Position"/> on; 0 where they are not counted.</summary>
    public int Length { get; init; }

    public sealed record Mapping(Origin Origin, IReadOnlyList<Entry> Entries) : Node(Origin)
    {
        private readonly bool _hasVariables = Any(Entries);

        public IReadOnlyList<Entry> Entries
        {
            get;
            init => (field, _hasVariables) = (value, Any(value));
        }
        = Entries;

        public override bool HasVariables => _hasVariables;

        private static bool Any(IReadOnlyList<Entry> entries)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                if (entries[i].Value.HasVariables)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public sealed record Sequence(Origin Origin, IReadOnlyList<Node> Items) : Node(Origin)
    {
        private readonly bool _hasVariables = Any(Items);

        public IReadOnlyList<Node> Items
        {
            get;
            init => (field, _hasVariables) = (value, Any(value));
        }
        = Items;

        public override bool HasVariables => _hasVariables;

        private static bool Any(IReadOnlyList<Node> items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i].HasVariables)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public sealed record Scalar(Origin Origin, ScalarKind Kind, string Text) : Node(Origin)
    {
        public override bool HasVariables =>
            Kind is ScalarKind.Quoted or ScalarKind.Plain && Text.Contains("${", StringComparison.Ordinal);
    }
}

/// <summary>A property: its name, where the name stands, and its value.</summary>
internal readonly record struct Entry(string Name, Origin Origin, Node Value);

internal enum ScalarKind
{
    /// <summary>In quotation marks, or made by substitution.</summary>
    Quoted,

    /// <summary>YAML without quotation marks: whatever the property takes it for.</summary>
    Plain,

    Number,
    Boolean,
    Null,

    /// <summary>The name of a variable of the environment, in the place of what is not written: of no file that was read.</summary>
    Variable,

    /// <summary>Its substitution failed, which was told: whoever reads it says nothing more.</summary>
    Unknown,
}
