"""Runtimes for activities that were written for other platforms too."""
