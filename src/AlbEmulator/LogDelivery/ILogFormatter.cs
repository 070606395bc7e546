namespace AlbEmulator.LogDelivery;

/// <summary>How the lines of one kind of log look, and what else their archive asks of them.</summary>
internal interface ILogFormatter<TLine>
{
    /// <summary>Bytes that are enough for a line.</summary>
    static abstract int MaxLength(in TLine line);

    /// <summary>Writes the fields. No value can break the line, whatever it holds.</summary>
    static abstract void Write(in TLine line, ref LogLineWriter fields);

    /// <summary>Whose archive the line belongs to, and where in it.</summary>
    static abstract LogLineSource SourceOf(in TLine line);
}
