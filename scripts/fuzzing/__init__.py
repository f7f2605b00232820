"""The parts of scripts/fuzz: generation, comparison and reduction of Myco programs."""
