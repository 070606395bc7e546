using AlbEmulator.Model;

namespace AlbEmulator.Imports.Services;

/// <summary>A service to which requests go: a target group, and a rule unless it takes what no rule takes.</summary>
/// <param name="Name">Of the service, as its file or its engine has it.</param>
/// <param name="Origin">Where it stands.</param>
/// <param name="Labels">What they ask for.</param>
/// <param name="Targets">Where its containers are.</param>
internal sealed record RoutedService(string Name, Origin Origin, ServiceLabels Labels, IReadOnlyList<ServiceTarget> Targets);

/// <summary>Where a container takes requests.</summary>
/// <param name="Host">Address or host name.</param>
/// <param name="Port">1–65535.</param>
/// <param name="Origin">What says so.</param>
internal sealed record ServiceTarget(string Host, int Port, Origin Origin);
