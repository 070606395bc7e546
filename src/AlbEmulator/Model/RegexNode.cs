namespace AlbEmulator.Model;

/// <summary>A regular expression that was read.</summary>
internal abstract record RegexNode
{
    private RegexNode()
    {
    }

    /// <summary>Bytes and edges once all repetitions are written out; at least 1.</summary>
    public abstract long Size { get; }

    /// <summary>One byte.</summary>
    public sealed record Byte(ByteSet Set) : RegexNode
    {
        public override long Size => 1;
    }

    /// <summary>A place between bytes.</summary>
    public sealed record Edge(RegexEdge Kind) : RegexNode
    {
        public override long Size => 1;
    }

    public sealed record Sequence(IReadOnlyList<RegexNode> Parts) : RegexNode
    {
        public override long Size { get; } = Math.Max(1, Parts.Sum(part => part.Size));
    }

    /// <summary>The first that leads to a match is taken.</summary>
    public sealed record Alternatives(IReadOnlyList<RegexNode> Choices) : RegexNode
    {
        public override long Size { get; } = Choices.Sum(choice => choice.Size);
    }

    /// <param name="Part">What is repeated.</param>
    /// <param name="Least">0–1000.</param>
    /// <param name="Most">0–1000; null for no end.</param>
    /// <param name="IsLazy">Whether as few as possible are taken.</param>
    public sealed record Repetition(RegexNode Part, int Least, int? Most, bool IsLazy) : RegexNode
    {
        public override long Size { get; } = Part.Size * Math.Max(1, Most ?? Least);
    }

    /// <summary>Counted from left to right.</summary>
    public sealed record Capture(RegexNode Part) : RegexNode
    {
        public override long Size => Part.Size;
    }
}

/// <summary>Places that an expression can ask for. A request has one line, so that the ends of it are those of all.</summary>
internal enum RegexEdge
{
    Start,
    End,
    WordBoundary,
    NoWordBoundary,
}
