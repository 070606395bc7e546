using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Stickiness;

/// <summary>
/// What the cookies <c>AWSALBAPP-0</c> to <c>AWSALBAPP-3</c> say: the target of a client in each target group of the load
/// balancer in which it has a session. One value, cut into pieces of 4 KB.
/// </summary>
internal readonly struct ApplicationSessions
{
    /// <summary>Before the number.</summary>
    public const string Name = "AWSALBAPP-";

    /// <summary>Stands for a value where there is none.</summary>
    private const string Removed = "_remove_";

    private const int Pieces = 4;

    /// <summary>Characters.</summary>
    private const int PieceLength = 4096;

    /// <summary>With which the value begins, as an ALB's does: zeros in base64.</summary>
    private const string Start = "AAAAAAAAAAAA";

    /// <summary>Bytes before the marks: with one of them, the value is as long as an ALB's, 144 characters.</summary>
    private const int MarksAt = 9;

    /// <summary>What base64 of four pieces has room for beside what the seal adds.</summary>
    private const int MaxMarks = 300;

    private static readonly string[] None = [Removed, Removed, Removed, Removed];

    private readonly TargetMark[]? _marks;

    private ApplicationSessions(TargetMark[] marks) => _marks = marks;

    private TargetMark[] Marks => _marks ?? [];

    /// <summary>Those of a client that have not expired; none where its cookies are none of ours.</summary>
    public static ApplicationSessions Open(CookieSeal seal, in StringValues cookies, DateTimeOffset now)
    {
        var value = Joined(cookies);
        if (!value.StartsWith(Start) || seal.Open(value[Start.Length..]) is not { } bytes)
        {
            return default;
        }

        var marks = new List<TargetMark>();
        for (var at = MarksAt; at + TargetMark.Length <= bytes.Length; at += TargetMark.Length)
        {
            if (TargetMark.Read(bytes.AsSpan(at)) is var mark && mark.Expires > now)
            {
                marks.Add(mark);
            }
        }

        return new ApplicationSessions([.. marks]);
    }

    /// <summary>The client's target in a group; null where it has no session.</summary>
    public TargetMark? Find(UInt128 group)
    {
        foreach (var mark in Marks)
        {
            if (mark.Group == group)
            {
                return mark;
            }
        }

        return null;
    }

    public ApplicationSessions Without(UInt128 group) => new(Array.FindAll(Marks, mark => mark.Group != group));

    /// <summary>With a session in the place of the group's last one. Where there is no room, the oldest goes.</summary>
    public ApplicationSessions With(TargetMark mark)
    {
        var others = Without(mark.Group).Marks;
        return new([mark, .. others.AsSpan(0, Math.Min(others.Length, MaxMarks - 1))]);
    }

    /// <summary>The values of the four cookies.</summary>
    public string[] Seal(CookieSeal seal)
    {
        if (Marks.Length == 0)
        {
            return None;
        }

        var bytes = new byte[MarksAt + (Marks.Length * TargetMark.Length)];
        for (var i = 0; i < Marks.Length; i++)
        {
            Marks[i].Write(bytes.AsSpan(MarksAt + (i * TargetMark.Length)));
        }

        var value = Start + seal.Seal(bytes);
        var pieces = new string[Pieces];
        for (var i = 0; i < Pieces; i++)
        {
            var start = i * PieceLength;
            pieces[i] = start < value.Length ? value[start..Math.Min(start + PieceLength, value.Length)] : Removed;
        }

        return pieces;
    }

    /// <summary>The pieces up to the first that is missing, in one.</summary>
    private static ReadOnlySpan<char> Joined(in StringValues cookies)
    {
        if (!CookieHeader.TryFind(cookies, $"{Name}0", out var value) || value.Length < PieceLength)
        {
            return value;
        }

        var joined = value.ToString();
        for (var i = 1; i < Pieces && CookieHeader.TryFind(cookies, $"{Name}{i}", out var piece); i++)
        {
            if (piece is Removed || piece.Length > PieceLength)
            {
                break;
            }

            joined = string.Concat(joined, piece);
        }

        return joined;
    }
}
